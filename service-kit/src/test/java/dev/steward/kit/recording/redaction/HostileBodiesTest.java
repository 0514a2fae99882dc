package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In every body here, what starts with {@code Zq9} is a secret, and what starts with {@code keep} is not. */
class HostileBodiesTest {
    private static final Pattern KEPT = Pattern.compile("keep\\w+");
    private final Redactor redactor = new Redactor(RedactionRules.defaults());

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"pwd\":\"Zq9a\",\"passwd\":\"Zq9b\",\"passphrase\":\"Zq9c\",\"secretKey\":\"Zq9d\",\"private_key\":\"Zq9e\",\"a\":\"keepa\"}",
            "{\"accessKeyId\":\"Zq9a\",\"cardNumber\":\"Zq9b\",\"pan\":\"Zq9c\",\"cvc\":\"Zq9d\",\"cvv2\":\"Zq9e\",\"iban\":\"Zq9f\",\"totp\":\"Zq9g\"}",
            "{\"userPassword\":\"Zq9a\",\"db_pass\":\"Zq9b\",\"newPwd\":\"Zq9c\",\"PASSWORD2\":\"Zq9d\",\"apikey\":\"Zq9e\",\"x-api-key\":\"Zq9f\"}",
            "{\"ｐａｓｓｗｏｒｄ\":\"Zq9a\",\"pass\\u00adword\":\"Zq9b\",\"p\\u0301assword\":\"Zq9c\",\"p4ssw0rd\":\"Zq9d\",\"pa$$word\":\"Zq9e\"}",
            "{\"Passwort\":\"Zq9a\",\"Kennwort\":\"Zq9b\",\"contraseña\":\"Zq9c\",\"mot_de_passe\":\"Zq9d\"}",
            "{\"user\":{\"profile\":[{\"deep\":[[{\"client_secret\":\"Zq9a\"}]]}]},\"n\":\"keepn\"}",
            "{\"password\":{\"old\":\"Zq9a\",\"new\":\"Zq9b\"},\"tokens\":{\"a\":[\"Zq9c\",{\"b\":\"Zq9d\"}]},\"x\":\"keepx\"}",
            "{\"credentials\":[{\"type\":\"password\",\"value\":\"Zq9a\"},{\"value\":\"Zq9b\",\"type\":\"otp\"}]}",
            "[{\"name\":\"password\",\"value\":\"Zq9a\"},{\"value\":\"Zq9b\",\"key\":\"api_key\"},{\"name\":\"city\",\"value\":\"keepcity\"}]",
            "{\"headers\":[[\"Authorization\",\"Bearer Zq9a\"],[\"Accept\",\"keepaccept\"]],\"rawHeaders\":[\"Cookie\",\"Zq9b\",\"Via\",\"keepvia\"]}",
            "{\"card\":{\"number\":\"Zq9a\",\"holder\":\"keepholder\"},\"api\":{\"key\":\"Zq9b\"},\"session\":{\"id\":\"Zq9c\"}}",
            "{\"query\":\"mutation { login(user: \\\"keepuser\\\", password: \\\"Zq9a\\\") { token } }\",\"variables\":{\"password\":\"Zq9b\"}}",
            "[{\"op\":\"replace\",\"path\":\"/password\",\"value\":\"Zq9a\"},{\"op\":\"add\",\"path\":\"/city\",\"value\":\"keepcity\"}]",
            "{\"a\":\"keepa\"}\n{\"password\":\"Zq9a\"}\n{\"token\":\"Zq9b\",\"b\":\"keepb\"}\n",
            "\u001E{\"a\":\"keepa\",\"password\":\"Zq9a\"}\n\u001E{\"token\":\"Zq9b\"}\n",
            "{/* password: Zq9a */\"a\":\"keepa\", // token Zq9b\n\"password\":\"Zq9c\"}",
            "{\"password\" : \"Zq9a\" , \"password\":\"Zq9b\", \"a\" : \"keepa\"}",
            "{'password':'Zq9a',\"a\":'keepa',}",
            "{password:Zq9a,a:keepa}",
            "{\"password\":\"a\\\"Zq9a\",\"b\":\"keepb\"}",
            "{\"password\":\"a\\\\\",\"token\":\"Zq9b\",\"b\":\"keepb\"}",
            "{\"\\x70assword\":\"Zq9a\"}",
            "{\"pass\\qword\":\"Zq9a\"}",
            "{\"note\":\"mail me at https://keepuser.example/?api_key=Zq9a or use Bearer Zq9b keepnote\"}",
            "{\"dsn\":\"postgres://svc:Zq9a@keepdb:5432/x\",\"dsn2\":\"svc:Zq9b@keepdb2:5432/x\"}",
            "{\"log\":\"Authorization: Basic Zq9a\\nHost: keephost\\nCookie: sid=Zq9b; a=Zq9c\\nAccept: keepaccept\"}",
            "{\"log\":\"POST /login\\npassword: Zq9a correct Zq9b\\nuser: keepuser\"}",
            "{\"key\":\"-----BEGIN RSA PRIVATE KEY-----\\nZq9a\\nZq9b\\n-----END RSA PRIVATE KEY-----\\nkeeptail\"}",
            "{\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"c\\\\\\\":\\\\\\\"{\\\\\\\\\\\\\\\"password\\\\\\\\\\\\\\\":\\\\\\\\\\\\\\\"Zq9a\\\\\\\\\\\\\\\"}\\\\\\\"}\\\"}\"}",
            "{\"payload\":\"user=keepuser&password=Zq9a%26Zq9b&x=keepx\"}",
            "{\"payload\":\"%7B%22password%22%3A%22Zq9a%22%7D\"}",
            "{\"payload\":\"%257B%2522password%2522%253A%2522Zq9a%2522%257D\"}",
            "{\"xml\":\"<login><user>keepuser</user><password>Zq9a</password></login>\"}",
            "{\"html\":\"<form><input name=csrf_token value=Zq9a><input type='password' value='Zq9b'></form>\"}",
            "{\"html\":\"&lt;password&gt;Zq9a&lt;/password&gt;\"}",
            "{\"csv\":\"user,password\\nbob,Zq9a\\n\",\"b\":\"keepb\"}",
            "{\"p\":\"password=Zq9a\",\"q\":\"{\\\"ok\\\":\\\"keepq\\\"}\"}",
            "{\"raw\":\"\\\\\\\"password\\\\\\\":\\\\\\\"Zq9a\\\\\\\"\"}",
            "{\"log\":\"keeplog +bearer Zq9\",\"scope\":\"/Basic Zq9aaaa1 keepscope\"}",
            "{\"cmd\":\"curl -u bob:Zq9a -H 'Authorization: Bearer Zq9b' --data password=Zq9c https://keephost.example\"}",
            "{\"sql\":\"INSERT INTO users (name, password) VALUES ('bob', 'Zq9a')\"}",
            "{\"err\":\"ERROR: null value Detail: Failing row contains (1, bob, Zq9a).\",\"a\":\"keepa\"}",
            "{\"err\":\"duplicate key Key (token)=(Zq9a) already exists\"}",
            "{\"jwt\":\"x\",\"t\":\"eyJhbGciOiJkaXIifQ..Zq9iv.Zq9cipher.Zq9tag\",\"u\":\"eyJhbGciOiJub25lIn0.eyJzdWIiOiJacTkifQ.\"}",
            "{\"saml\":\"x\",\"SAMLResponse\":\"Zq9a\",\"id_token_hint\":\"Zq9b\",\"client_assertion\":\"Zq9c\",\"code_verifier\":\"Zq9d\"}",
            "{\"data\":\"data:application/json;base64,eyJwYXNzd29yZCI6IlpxOSJ9\"}",
            "{\"yaml\":\"password: |\\n  Zq9a\\n  Zq9b\\nuser: keepuser\"}",
            "{\"yaml\":\"credentials:\\n  user: Zq9a\\n  value: Zq9b\\ncity: keepcity\"}",
            "{\"x\":\"Password:\\nZq9a\\n\"}",
            "{\"x\":\"User[name=keepname, password=Zq9a, tags=[a]]\",\"y\":\"{password=Zq9b, city=keepcity}\"}",
            "{\"x\":\"password => 'Zq9a', token -> \\\"Zq9b\\\", secret := Zq9c\"}",
            "{\"x\":\"password='it\\\\'s Zq9a' and keepx\"}",
            "{\"x\":\"your password is Zq9a1 ok keepx\",\"y\":\"invalid token Zq9b2\",\"z\":\"--password Zq9c\"}",
            "{\"aws\":\"AKIAZq9AAAAAAAAAAAAA\",\"gh\":\"ghp_Zq9aaaaaaaaaaaaaaaaaaaaaaaaaa\",\"sl\":\"xoxb-Zq9aaaaaaaaaaaa\",\"st\":\"sk_live_Zq9aaaaaaaaaaa\"}",
            "{\"pin\":1234,\"otp\":false,\"password\":null,\"token\":12.5,\"a\":\"keepa\",\"cvv\":\"Zq9a\"}",
            ")]}',\n{\"password\":\"Zq9a\",\"a\":\"keepa\"}",
            "\"password=Zq9a\"",
            "user=keepuser&password=Zq9a",
            "<login password='Zq9a'><user>keepuser</user></login>",
            "password: Zq9a",
            "{\"a\":1}password=Zq9a",
            "{\"a\":\"keepa\",\"password\":\"Zq9a\" \"token\":\"Zq9b\"}",
            "{\"a\":\"keepa\",\"password\":Zq9a Zq9b}",
            "{\"a\":\"keepa\",\"password\":\"Zq9a",
            "{\"a\":\"keepa\",\"credentials\":{\"x\":[\"Zq9a\"",
            "{\"a\":\"keepa\",\"password\"}:\"Zq9a\"",
            "{\"a\":\"keepa\",\"password\":[\"Zq9a\"},\"b\":\"Zq9b\"}",
            "{\"value\":\"Zq9a\",\"name\":\"passw",
            "{\"authorization\":\"Zq9a\",\"Set-Cookie\":\"Zq9b\",\"cookies\":{\"sid\":\"Zq9c\"},\"sessionId\":\"Zq9d\",\"csrfToken\":\"Zq9e\"}",
            "{\"a\":{\"b\":{\"password_confirmation\":\"Zq9a\",\"pin_code\":\"Zq9b\",\"one_time_password\":\"Zq9c\"}}}",
            "{\"securityCode\":\"Zq9a\",\"card_security_code\":\"Zq9b\",\"ccNumber\":\"Zq9c\",\"creditCard\":{\"x\":\"Zq9d\"},\"social_security_number\":\"Zq9e\"}",
            "{\"mnemonic\":\"Zq9a\",\"seedPhrase\":\"Zq9b\",\"connectionString\":\"Zq9c\",\"AccountKey\":\"Zq9d\",\"signingKey\":\"Zq9e\",\"webhookSecret\":\"Zq9f\"}",
            "{\"x\":\"Endpoint=sb://keepbus/;SharedAccessKeyName=k;SharedAccessKey=Zq9a;EntityPath=q\"}",
            "{\"x\":\"DefaultEndpointsProtocol=https;AccountName=keepname;AccountKey=Zq9a==;EndpointSuffix=core\"}",
            "{\"x\":\"jdbc:sqlserver://keephost:1433;user=sa;password=Zq9a/b;x=1\"}",
            "{\"x\":\"jdbc:oracle:thin:scott/Zq9a@//keephost:1521/x\"}",
            "{\"x\":\"Server=keepserver;Database=d;User Id=u;Password=Zq9a;\"}",
            "{\"x\":\"otpauth://totp/keepname?secret=Zq9a&issuer=keepissuer\"}",
            "{\"kind\":\"Secret\",\"data\":{\"db\":\"Zq9a\"},\"apiVersion\":\"keepv1\"}",
            "{\"x\":\"your verification code is Zq9a1 keepx\",\"y\":\"access code Zq9b2\",\"z\":\"security code: Zq9c\"}",
            "{\"x\":\"Cannot deserialize value of type `int` from String \\\"Zq9a\\\": not valid (through reference chain: Login[\\\"keeppin\\\"])\"}",
            "{\"x\":\"Unexpected end at [Source: (String)\\\"{\\\"a\\\":\\\"Zq9a\\\", Zq9b\\\"; line: 1, column: keepcolumn]\"}",
            "{\"x\":\"Unrecognized token 'Zq9a': was expecting keepx\"}",
            "{\"tokens\":{\"access\":\"Zq9a\"},\"token_type\":\"keepbearer\",\"expires_in\":3600}",
            "{\"headers\":{\"Authorization\":\"Basic Zq9a\",\"Accept\":\"keepaccept\",\"cookie\":[\"a=Zq9b\"]}}",
            "{\"b\\ud83dob\":\"keepa\",\"password\":\"Zq9\\ud83d\\u0000a\"}",
            "[[[[[[[[[[{\"password\":\"Zq9a\"}]]]]]]]]]]",
            "{\"a\":\"keepa\",\"password\":\"Zq9a\"}\r\n\r\n",
            "{\"password\" /* c */ : /* d */ \"Zq9a\", \"a\":\"keepa\"}",
            "{\"pass\\nword\":\"Zq9a\",\"\\tpassword\":\"Zq9b\",\"password\\u0000\":\"Zq9c\"}",
            "{\"password[]\":\"Zq9a\",\"user.credentials.0\":\"Zq9b\",\"form[api][key]\":\"Zq9c\"}",
            "{\"event\":\"x\",\"url\":\"/cb?code=Zq9a&state=keepstate\",\"ref\":\"keepref?x=1\"}",
            "{\"x\":\"sftp://u:p/Zq9a@keephost/path\",\"y\":\"https://Zq9token@keephost2/path\"}",
    })
    void jsonShowsNoSecret(String body) {
        check("application/json", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "user[password]=Zq9a&user[name]=keepname",
            "a=keepa;password=Zq9a;b=c&d=keepd",
            "pass+word=Zq9a&pass%20word=Zq9b&p%2561ssword=Zq9c&a=keepa",
            "card[number]=Zq9a&card[holder]=keepholder",
            "data=%257B%2522password%2522%253A%2522Zq9a%2522%257D&a=keepa",
            "redirect=%2Fcb%3Ftoken%3DZq9a%26x%3D1&a=keepa",
            "payload=eyJwYXNzd29yZCI6IlpxOSJ9&a=keepa",
            "{\"password\":\"Zq9a\",\"a\":\"keepa\"}",
            "{\"password\":\"Zq9a\",\"a\":\"keepa\"}=",
            "%7B%22password%22%3A%22Zq9a%22%7D",
            "password=Zq9a\r\n",
            "field=password&value=Zq9a&a=keepa",
            "grant_type=authorization_code&code=Zq9a&redirect_uri=https%3A%2F%2Fkeephost%2Fcb",
            "grant_type=password&username=keepuser&password=Zq9a&client_secret=Zq9b",
            "a=keepa&&password=Zq9a&=&b",
            "<xml><password>Zq9a</password><a>keepa</a></xml>",
            "note=my+password%3A+Zq9a1&x=keepx",
            "p%u0061ssword=Zq9a&x=keepx",
            "passw%FFord=Zq9a&x=keepx",
    })
    void formShowsNoSecret(String body) {
        check("application/x-www-form-urlencoded", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<?xml version=\"1.0\"?><a:login xmlns:a=\"urn:x\"><a:Password>Zq9a</a:Password><a:User>keepuser</a:User></a:login>",
            "<login a:password=\"Zq9a\" user=\"keepuser\"/>",
            "<l><password><!-- x -->Zq9a<b>Zq9b</b><![CDATA[Zq9c]]></password><a>keepa</a></l>",
            "<l><param name=\"password\">Zq9a</param><param name='token' value='Zq9b'/><param value=\"Zq9c\" name=\"pin\"/><x>keepx</x></l>",
            "<dict><key>password</key><string>Zq9a</string><key>city</key><string>keepcity</string></dict>",
            "<struct><member><name>password</name><value><string>Zq9a</string></value></member></struct>",
            "<member><value>Zq9a</value><name>password</name></member>",
            "<Card><Number>Zq9a</Number><Holder>keepholder</Holder></Card>",
            "<l><a>{\"password\":\"Zq9a\"}</a><b>{&quot;password&quot;:&quot;Zq9b&quot;}</b><c>keepc</c></l>",
            "<l><a>&#112;assword=Zq9a</a><b>password=Zq9b</b><c>keepc</c></l>",
            "<l><a>keepa</a><password>Zq9a</pass><b>Zq9b</b></l>",
            "<l><a>keepa</a><password>Zq9a",
            "<l><a>keepa</a><password>Zq9a</password></l>Zq9tail",
            "<!DOCTYPE l [<!ENTITY a \"]> Zq9a\">]><l><b>b</b></l>",
            "<l><?php password=Zq9a ?><a>keepa</a><!-- token=Zq9b --></l>",
            "<l><url>https://u:Zq9a@keephost/x?token=Zq9b&amp;y=1</url></l>",
            "<l password = 'Zq9a'\n token\n=\n\"Zq9b\"><a>keepa</a></l>",
            "{\"password\":\"Zq9a\",\"a\":\"keepa\"}",
            "<a><![CDATA[<login><password>Zq9a</password></login>]]></a>",
            "<s:Envelope xmlns:s='u'><s:Header><wsse:Security><wsse:UsernameToken><wsse:Username>keepuser</wsse:Username><wsse:Password>Zq9a</wsse:Password></wsse:UsernameToken></wsse:Security></s:Header></s:Envelope>",
            "<configuration><add key=\"ApiKey\" value=\"Zq9a\"/><add name=\"x\" connectionString=\"Zq9b\"/><add key=\"city\" value=\"keepcity\"/></configuration>",
            "<wsse:BinarySecurityToken>Zq9a</wsse:BinarySecurityToken>",
            "<a>\n  <Password>\n    Zq9a\n  </Password>\n  <b>keepb</b>\n</a>",
            "<pässword>x</pässword>",
    })
    void xmlShowsNoSecret(String body) {
        check("application/xml", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "login failed for keepuser password=Zq9a, token=\"Zq9b c\" pin: Zq9c keeptail",
            "password=Zq9a,Zq9b;Zq9c keeptail",
            "password=\nZq9a\nkeeptail",
            "Authorization: Bearer Zq9a\r\nX-Api-Key: Zq9b\r\nHost: keephost",
            "api key: Zq9a\nclient secret: Zq9b\nmy access token = Zq9c\ncard number: Zq9d\ncity: keepcity",
            "{\"password\":\"Zq9a\",\"a\":\"keepa\"}",
            "[INFO] keepinfo password=Zq9a {\"token\":\"Zq9b\"} rest",
            "data: {\"token\":\"Zq9a\",\"a\":\"keepa\"}\n\ndata: {\"password\":\"Zq9b\"}\n\n",
            "user,password\nbob,Zq9a\n",
            "<html><input name=pw value=Zq9a></html>",
            "p%61ssword=Zq9a&a=keepa",
            "body was %7B%22password%22%3A%22Zq9a%22%7D keeptail",
            "pass\u200bword=Zq9a keeptail",
            "pass\u0000word=Zq9a keeptail",
            "password\uFF1AZq9a keeptail",
            "payload={\\\"password\\\":\\\"Zq9a\\\"} keeptail",
            "Request body: {\"name\":\"password\",\"value\":\"Zq9a\"} keeptail",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nZq9a\nZq9b\n",
            "redis://:Zq9a@keephost:6379/0 amqp://u:Zq9b@keephost2/v",
            "set password to 'Zq9a b c' keeptail",
            "{\"a\":{\"headers\":{\"Authorization\":[\"Bearer Zq9a\"]}}} keeptail",
            "headers={Authorization=[Bearer Zq9a], Cookie=[a=Zq9b]}",
            "GET /x?token=Zq9a&b=1 HTTP/1.1\nkeephead: x",
            "AWS_SECRET_ACCESS_KEY=Zq9a\nAWS_ACCESS_KEY_ID=Zq9b\nCITY=keepcity",
            "export DB_PASSWORD='Zq9a b'\nexport CITY=keepcity",
            "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.Zq9sig, keeptail",
            "eyJwYXNzd29yZCI6IlpxOSJ9",
    })
    void textShowsNoSecret(String body) {
        check("text/plain", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nZq9a\r\n--b\r\nContent-Disposition: form-data; name=\"u\"\r\n\r\nkeepu\r\n--b--\r\n",
            "--b\nContent-Disposition: form-data; name=password\n\nZq9a\n--b--\n",
            "--b\r\nContent-Disposition: form-data; name*=UTF-8''p%61ssword\r\n\r\nZq9a\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data;\r\n name=\"pass\\word\"\r\n\r\nZq9a\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"user[password]\"\r\n\r\nZq9a\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nZq9a\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename*=UTF-8''a.txt\r\n\r\nZq9a\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nZq9a\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"j\"\r\n\r\n{\"password\":\"Zq9a\",\"x\":\"keepx\"}\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"j\"\r\nContent-Transfer-Encoding: base64\r\n\r\nWnE5YQ==Zq9\r\n--b--\r\n",
            "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Disposition: form-data; name=\"pin\"\r\n\r\nZq9a\r\n--c--\r\n--b--\r\n",
            "Zq9preamble\r\n--b\r\nContent-Disposition: form-data; name=\"u\"\r\n\r\nkeepu\r\n--b--\r\nZq9epilogue",
            "--b\r\nContent-Disposition: form-data; name=\"u\"\r\nX-Api-Key: Zq9a\r\n\r\nkeepu\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nZq9a\r\n--bx\r\nZq9b\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nZq9a",
            "--b\r\nContent-Disposition: form-data; name=\"password\"\r\nZq9a",
            "--b\r\nContent-Disposition: form-data; name=\"x\"\r\nContent-Type: application/octet-stream\r\n\r\nZq9a\r\n--b--\r\n",
    })
    void multipartShowsNoSecret(String body) {
        check("multipart/form-data; boundary=b", body);
        check("multipart/form-data; boundary=\"b\"", body);
    }

    private void check(String type, String body) {
        RedactedBody redacted = redactor.body(BodySource.complete(body.getBytes(StandardCharsets.UTF_8), type, null), 65_536);
        assertFalse(Leaks.shows(redacted.toString(), "Zq9"), () -> body + "\n -> " + redacted);
        Matcher kept = KEPT.matcher(body);
        while (kept.find()) {
            String word = kept.group();
            assertTrue(Leaks.shows(redacted.toString(), word), () -> word + " is missing: " + body + "\n -> " + redacted);
        }
    }
}
