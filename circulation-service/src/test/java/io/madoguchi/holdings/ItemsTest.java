package io.madoguchi.holdings;

import static io.madoguchi.testcity.Fixture.*;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.*;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@CirculationServiceTest
class ItemsTest {
    private SchoolCode school;

    @BeforeEach
    void aSchoolLibrary() {
        school = aSchool();
    }

    @Test
    void areFoundByBarcodeWithTheirStatus() {
        String item = anItem(school, "宇宙のひみつ", false);
        find().queryParam("barcode", item)
                .get("/v1/schools/{school}/items", school.value())
                .then()
                .statusCode(200)
                .body("items[0].title", is("宇宙のひみつ"))
                .body("items[0].status", is("AVAILABLE"));
        anOpenLoan(school, item, aPupil().atSchool(school).id(), LocalDate.now());
        find().queryParam("barcode", item)
                .get("/v1/schools/{school}/items", school.value())
                .then()
                .body("items[0].status", is("ON_LOAN"))
                .body("items[0].keySet()", not(hasItem("patronId")));
    }

    @Test
    void areFoundByWordsOfTheTitleHoweverWritten() {
        anItem(school, "ふしぎなカエル 1", false);
        anItem(school, "ふしぎなカエル 2", false);
        anItem(school, "100%の力", false);
        anItem(aSchool(), "ふしぎなカエル 3", false);
        find().queryParam("title", "かえる")
                .queryParam("limit", 1)
                .get("/v1/schools/{school}/items", school.value())
                .then()
                .statusCode(200)
                .body("items.title", contains("ふしぎなカエル 1"))
                .header("Link", containsString("rel=\"next\""));
        find().queryParam("title", "ｶｴﾙ")
                .get("/v1/schools/{school}/items", school.value())
                .then()
                .body("items.title", contains("ふしぎなカエル 1", "ふしぎなカエル 2"));
        find().queryParam("title", "%")
                .get("/v1/schools/{school}/items", school.value())
                .then()
                .body("items.title", contains("100%の力"));
    }

    @Test
    void needOneQuestion() {
        find().get("/v1/schools/{school}/items", school.value())
                .then()
                .statusCode(400)
                .body("code", is("invalid-value"));
    }

    @Test
    void needAStatedDutyOfContractorsAlthoughNobodyIsNamed() {
        given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).atSchool(school).token())
                .queryParam("title", "本")
                .get("/v1/schools/{school}/items", school.value())
                .then()
                .statusCode(400)
                .body("code", is("duty-required"));
    }

    private RequestSpecification find() {
        return given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).atSchool(school).token())
                .header("Purpose-Of-Use", "COUNTER");
    }
}
