package io.madoguchi.local.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080/realms/madoguchi/protocol/openid-connect/auth");

    @Test
    void theFormGoesWhereThePageSaysAlsoWithEntitiesInTheAddress() {
        String html =
                """
                <form action="/search"><input type="text" name="q"></form>
                <form id="kc-form-login" action="http://127.0.0.1:8080/login?session_code=a&amp;tab_id=b" method="post">
                  <input name="username"><input type="password" name="password">
                </form>""";

        assertThat(SignIn.formAction(PAGE, html, SignIn.PASSWORD))
                .isEqualTo(URI.create("http://127.0.0.1:8080/login?session_code=a&tab_id=b"));
    }

    @Test
    void aRelativeAddressIsTheSamePage() {
        String html = "<form action='/login?x=1'><input type=password name=password></form>";

        assertThat(SignIn.formAction(PAGE, html, SignIn.PASSWORD))
                .isEqualTo(URI.create("http://127.0.0.1:8080/login?x=1"));
    }

    @Test
    void theFormOfTheOneTimeCodeIsAnother() {
        String html = "<form action='/code'><input type=text name=otp></form>";

        assertThat(SignIn.formAction(PAGE, html, SignIn.CODE)).isEqualTo(URI.create("http://127.0.0.1:8080/code"));
        assertThatThrownBy(() -> SignIn.formAction(PAGE, html, SignIn.PASSWORD)).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void aPageWithoutAPasswordIsRefusedWithWhatItSays() {
        String html = "<div id='kc-error-message'><p>Client not found.</p></div>";

        assertThatThrownBy(() -> SignIn.formAction(PAGE, html, SignIn.PASSWORD))
                .isInstanceOf(SignIn.Refused.class)
                .hasMessageContaining("Client not found.");
    }
}
