package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words that names of secrets are made of. These are the defaults that no rule can take away. */
final class Vocabulary {
    /** Part of any word, these make it sensitive. */
    private static final Set<String> STEMS = words(
            """
                    password passwd passwort kennwort passphrase contrasena contrasenia wachtwoord secret credential apikey accesstoken refreshtoken
                    idtoken authtoken privatekey secretkey accesskey cardnumber creditcard sessionid
                    """);
    private static final int SHORTEST_STEM = 6;
    private static final Pattern HARMLESS_STEM = Pattern.compile("secret(?:ar|io|or)");

    /** Sensitive wherever they stand in a name. */
    private static final Set<String> ALWAYS = words(
            """
                    password passwd passwort kennwort passphrase passcode passkey pwd pswd psw pw contrasena contrasenia motdepasse mdp senha wachtwoord parola
                    heslo haslo hasło losenord lozinka adgangskode salasana jelszo sifre пароль 密码 密碼 口令 パスワード 비밀번호 geheim geheimnis geheimzahl zugangsdaten
                               secret token jwt jwe dpop otp totp hotp puk cvv cvc cvn cav iban ssn csrf xsrf credential cred bearer signature
                    hmac apikey authorization cookie mnemonic seedphrase pem pkcs jsessionid phpsessid sessid aspsessionid cardno ccnum
                    """);

    /** Sensitive as the last word of a name only: a pass, but not the pass rate. */
    private static final Set<String> LAST = words(
            "pass auth pan sid pin psk tan mtan csc sig assertion mfa tfa clave pfx keystore");

    /** As the last word, a secret or the thing it opens. */
    private static final Set<String> DOUBTFUL = words("session authentication seed");

    /** Words that may follow without making the name another one. */
    private static final Set<String> NEUTRAL = words(
            """
                    confirm confirmation confirmed repeat retype again new old current previous plain text cleartext encrypted hash hashed value
                    val data str string raw base field input param block
                    """);

    /** Second word -> first words that make the two of them sensitive together. */
    private static final Map<String, Set<String>> PAIRS = Map.ofEntries(
            Map.entry("key",
                    words("""
                            api access secret private auth encryption encrypt decryption signing sign master shared account storage share
                            subscription ssh rsa pgp gpg deploy app application consumer session root cipher aes hmac symmetric webhook
                            function preshared license admin reset activation service client server developer dev partner integration crypto wallet
                            """)),
            Map.entry("code",
                    words("""
                            auth authorization verification verify sms security recovery backup access pass activation device mfa login reset
                            card pin validation invite invitation sicherheits onetime fa tfa twofactor confirmation email unlock factor zugangs einmal
                            """)),
            Map.entry("id", words("session sess jsession")),
            Map.entry("number", words("card cc creditcard credit debit pan security karten kreditkarten pin primaryaccount")),
            Map.entry("verification", words("card")),
            Map.entry("prufnummer", words("karten")),
            Map.entry("prufziffer", words("karten")),
            Map.entry("carte", words("numero")),
            Map.entry("tarjeta", words("numero")),
            Map.entry("seguridad", words("codigo")),
            Map.entry("api", words("cle chave clave")),
            Map.entry("khau", words("mat")),
            Map.entry("sandi", words("kata")),
            Map.entry("no", words("card cc credit pan pin")),
            Map.entry("nr", words("karten kreditkarten card")),
            Map.entry("num", words("card cc credit pan pin")),
            Map.entry("nummer", words("karten kreditkarten")),
            Map.entry("card", words("credit debit")),
            Map.entry("karte", words("kredit")),
            Map.entry("security", words("social card")),
            Map.entry("word", words("pass")),
            Map.entry("wd", words("pass")),
            Map.entry("phrase", words("pass seed recovery")),
            Map.entry("words", words("seed recovery")),
            Map.entry("passe", words("de")),
            Map.entry("string", words("connection auth")),
            Map.entry("header", words("auth")),
            Map.entry("link", words("magic reset")),
            Map.entry("bypass", words("steward maintenance")),
            Map.entry("verifier", words("code oauth")),
            Map.entry("answer", words("security secret")),
            Map.entry("response", words("saml captcha recaptcha turnstile")),
            Map.entry("request", words("saml")),
            Map.entry("art", words("saml")),
            Map.entry("state", words("session")));

    /** After a sensitive word: what is told about the secret rather than the secret. */
    private static final Set<String> ABOUT = words(
            """
                    used count type limit usage budget expires expired expire expiry expiration ttl lifetime length size policy strength
                    changed updated created required enabled disabled attempts valid verified status url uri remaining total min max per
                    cost price rate name kind format version age at on date time domain path consent accepted banner settings preferences
                    provider algorithm alg scheme method location in present set reset revoked active left
                    """);
    private static final Set<String> PUBLIC = words("endpoint endpoints issuer supported exception error service controller");
    private static final Set<String> COUNTERS = words(
            """
                    prompt completion total max min input output num number used cached reasoning remaining avg average consumed daily left
                    """);

    /** Ordinary words that names are written together with. */
    private static final Set<String> FILLERS = words(
            """
                    user username my login admin db database ftp smtp mail email imap ldap http proxy root system sys web app api client server
                    service account access refresh id value hash card credit debit number no num code key private public master session oauth
                    device push temp tmp x for test dev prod bot slack github gitlab aws azure google stripe twilio sms mfa shared signing
                    encryption security verification recovery social secure remember request response saml connection
                    middleware benutzer kunden
                    """);
    private static final Set<String> ALL = allWords();

    private Vocabulary() {}

    /** Words as names are read: without accents, and in Latin letters where others look the same. */
    static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).map(NameWords::compact).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isAlways(String word) {
        return holds(ALWAYS, word) || hasStem(word);
    }

    static boolean isLast(String word) {
        return holds(LAST, word);
    }

    static boolean isDoubtful(String word) {
        return holds(DOUBTFUL, word);
    }

    static boolean isNeutral(String word) {
        return NEUTRAL.contains(word);
    }

    static boolean isPair(String first, String second) {
        return holds(PAIRS.getOrDefault(second, PAIRS.getOrDefault(singular(second), Set.of())), first);
    }

    static boolean endsPair(String word) {
        return holds(PAIRS.keySet(), word);
    }

    static boolean isAbout(String word) {
        return ABOUT.contains(word);
    }

    static boolean isPublic(String word) {
        return PUBLIC.contains(word);
    }

    static boolean isCounter(String word) {
        return COUNTERS.contains(word);
    }

    static boolean isKnown(String word) {
        return holds(ALL, word);
    }

    static boolean hasStem(String word) {
        String suspicious = word.length() < SHORTEST_STEM ? "" : HARMLESS_STEM.matcher(word).replaceAll(" ");
        return STEMS.stream().anyMatch(suspicious::contains);
    }

    /** The known words that the given one is written together of ({@code userpass}), or the word itself. */
    static List<String> split(String word) {
        if (word.length() > 40 || isKnown(word)) {
            return List.of(word);
        }
        int[] lastStart = new int[word.length() + 1];
        for (int end = 1; end <= word.length(); end++) {
            lastStart[end] = -1;
            for (int start = 0; start < end && lastStart[end] < 0; start++) {
                if (lastStart[start] >= 0 && isKnown(word.substring(start, end))) {
                    lastStart[end] = start;
                }
            }
        }
        if (lastStart[word.length()] < 0) {
            return List.of(word);
        }
        List<String> parts = new ArrayList<>(3);
        for (int end = word.length(); end > 0; end = lastStart[end]) {
            parts.addFirst(word.substring(lastStart[end], end));
        }
        return parts;
    }

    private static boolean holds(Set<String> words, String word) {
        return words.contains(word) || words.contains(singular(word));
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }

    private static Set<String> allWords() {
        Set<String> all = new HashSet<>(ALWAYS);
        List.of(LAST, NEUTRAL, ABOUT, COUNTERS, FILLERS, PAIRS.keySet()).forEach(all::addAll);
        PAIRS.values().forEach(all::addAll);
        return Set.copyOf(all);
    }
}
