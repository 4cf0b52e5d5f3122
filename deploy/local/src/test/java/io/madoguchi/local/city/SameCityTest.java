package io.madoguchi.local.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.directory.CardHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameCityTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Test
    void isTheSameEveryTimeByteForByte() throws NoSuchAlgorithmException {
        assertThat(hash(TODAY)).isEqualTo(hash(TODAY));
    }

    /** Whoever changes the city on purpose changes this line; accounts and trials name people of it. */
    @Test
    void isTheSameOnEveryMachine() throws NoSuchAlgorithmException {
        assertThat(hash(TODAY)).isEqualTo("5deb2dde4b208f4aceb723dc6ad22a90e8d182791c1a912e3b51ad5facc7650d");
    }

    private static String hash(LocalDate today) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int number : List.of(1, 2, 3, 17, 40)) {
            SampleSchool school = SampleCity.school(number);
            digest.update(CityRows.school(school).bytes());
            digest.update(CityRows.patrons(school, CardHash.withKey("dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="))
                    .bytes());
            digest.update(CityRows.lendingPolicies(school).bytes());
            digest.update(CityRows.items(school).bytes());
            digest.update(CityRows.loans(school, today).bytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
