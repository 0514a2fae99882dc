package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameMatcherTest {
    private final NameMatcher names = new NameMatcher(RedactionRules.defaults());

    @ParameterizedTest
    @ValueSource(strings = {
            "password", "Password", "PASSWORD", "passWord", "pass_word", "pass word", "userPassword", "password2",
            "user.password", "passwords",
            "password_confirmation", "new-password", "currentPassword", "passwd", "pwd", "userpwd", "passphrase", "passcode",
            "pass", "db_pass",
            "userpass", "passwordHash", "p\u0430ssword\uFFFD", "p4ssw0rd", "pa$$word", "ＰＡＳＳＷＯＲＤ", "pass\u200Bword",
            "contraseña", "Kennwort",
            "secret", "secrets", "client_secret", "clientSecret", "clientsecret", "secretKey", "SECRET_KEY_BASE", "appsecret",
            "sharedSecret",
            "token", "tokens", "access_token", "accessToken", "ACCESS-TOKEN", "refreshtoken", "id_token", "idToken",
            "x-auth-token", "csrf_token",
            "xsrfToken", "_csrf", "deviceToken", "pushtoken", "bearer", "bearerToken", "jwt", "tokenValue", "token_id", "t0ken",
            "api_key", "apiKey", "API.KEY", "apikey", "x-api-key", "apikeys", "privateKey", "private_key", "accessKeyId",
            "aws_secret_access_key",
            "AccountKey", "signing_key", "encryptionKey", "ssh_key", "subscription-key", "consumerKey", "SharedAccessKey",
            "licenseKey",
            "cardNumber", "card_number", "cardno", "creditCard", "credit_card", "ccNumber", "cc_num", "pan", "card_pan", "cvv",
            "cvv2", "cvc",
            "cardCvc", "securityCode", "card_security_code", "iban", "IBAN", "ibans", "pin", "PIN", "user_pin", "pinCode",
            "pincode", "pin_hash",
            "otp", "totp", "otpCode", "one_time_password", "mfaCode", "verificationCode", "sms_code", "recoveryCodes",
            "backup_codes", "puk",
            "ssn", "SSN", "socialSecurityNumber", "credentials", "creds", "userCredentials", "authorization",
            "Proxy-Authorization", "auth",
            "basic_auth", "authKey", "auth_code", "cookie", "cookies", "set-cookie", "sid", "connect.sid", "sessionId",
            "session_id", "jsessionid",
            "PHPSESSID", "sessionToken", "signature", "X-Amz-Signature", "X-Amz-Credential", "sig", "hmac", "mnemonic",
            "seedPhrase",
            "recovery_phrase", "connectionString", "webhookSecret", "code_verifier", "client_assertion", "SAMLResponse",
            "magicLink",
            "user[password]", "$.credentials", "a/b/password", "passkey", "securityAnswer", "kreditkartenNummer",
    })
    void namesOfSecretsAreRecognised(String name) {
        assertEquals(Sensitivity.SECRET, names.verdict(name).sensitivity());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "author", "authors", "authority", "authored_by", "authenticated", "authenticationMethod", "oauth_version",
            "secretary", "secretariat",
            "secretaries", "passenger", "passengers", "passport", "passive", "passed", "passing", "compass", "bypass",
            "encompass", "pinned", "pinterest",
            "spin", "shipping", "opinion", "pineapple", "pins_per_row", "cardinality", "cardboard", "cardholder", "discard",
            "postcard", "cardType",
            "keyboard", "keyword", "keywords", "key", "keys", "monkey", "sortKey", "primary_key", "foreignKey", "publicKey",
            "idempotencyKey",
            "tokenizer", "tokenized", "tokenization", "hashtag", "user", "username", "userId", "id", "name", "email", "code",
            "countryCode", "zip_code",
            "errorCode", "status_code", "promo_code", "number", "orderNumber", "phone_number", "expand", "panel", "company",
            "japan", "span", "side",
            "inside", "resident", "president", "sigma", "signal", "design", "assign", "assigned", "sessions_total", "passRate",
            "pass_count", "tang", "tank",
            "state", "nonce", "scope", "type", "hash", "checksum", "digest", "link", "reset_at", "otpimised", "biban",
            "taliban", "caliban", "description",
            "transcript", "access", "accessLevel", "application", "client_id", "clientName", "card", "cards", "holder",
            "amount", "currency", "expires_in",
            "token_endpoint", "tracking", "category", "address", "macAddress", "salutation",
    })
    void ordinaryNamesAreNot(String name) {
        assertEquals(Sensitivity.PLAIN, names.verdict(name).sensitivity());
    }

    @ParameterizedTest
    @CsvSource({
            "tokens_used, 17", "token_count, 3", "maxTokens, 4096", "total_tokens, 12", "prompt_tokens, 12",
            "completionTokens, 7",
            "token_type, Bearer", "tokenExpiresAt, 2026-01-01T10:11:12Z", "passwordChangedAt, 2026-01-01",
            "password_expired, false",
            "cookie_consent, true", "password_policy, strict", "passwordLength, 12", "session, active", "otp_required, true",
            "session, 42",
            "signatureRequired, true", "secret_name, mysecret", "authorization_status, approved", "credential_type, password",
    })
    void whatIsToldAboutASecretIsKept(String name, String value) {
        assertEquals(Sensitivity.DOUBTFUL, names.verdict(name).sensitivity());
        assertFalse(names.verdict(name).masks(value));
    }

    @ParameterizedTest
    @CsvSource({"token_name, hunter2-S3cr3t", "session, 9f8e7d6c5b4a", "password_set, correct horse battery",
            "token_type, eyJhbGciOi12"})
    void unlessItMayBeOne(String name, String value) {
        assertTrue(names.verdict(name).masks(value));
    }

    @ParameterizedTest
    @CsvSource({"card, number", "creditCards, no", "api, key", "session, id", "social, security_number", "verification, code",
            "private, key"})
    void twoNamesMakeOneTogether(String owner, String name) {
        assertTrue(names.verdict(names.verdict(owner), name).secret());
    }

    @ParameterizedTest
    @CsvSource({"order, number", "user, id", "address, code", "sort, key", "card, holder", "card, type"})
    void otherTwoDoNot(String owner, String name) {
        assertFalse(names.verdict(names.verdict(owner), name).secret());
    }

    @Test
    void rulesAddNames() {
        NameMatcher more = new NameMatcher(RedactionRules.defaults().withNames(List.of("customer_ref", "Geburtsdatum")));
        assertTrue(more.isSecret("customerRef"));
        assertTrue(more.isSecret("x-customer-ref"));
        assertTrue(more.isSecret("geburtsDatum"));
        assertTrue(more.isSecret("password"));
        assertFalse(more.isSecret("customer"));
        assertFalse(more.isSecret("ref"));
    }

    @Test
    void rulesAllowNamesThatOnlyLookSensitive() {
        NameMatcher fewer = new NameMatcher(RedactionRules.defaults().withAllowed(List.of("chat_session_id")));
        assertFalse(fewer.isSecret("chatSessionId"));
        assertTrue(fewer.isSecret("sessionId"));
    }

    @Test
    void manyNamesDoNotPileUp() {
        for (int i = 0; i < 20_000; i++) {
            assertTrue(names.isSecret("password" + i));
        }
    }
}
