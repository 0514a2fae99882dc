package dev.steward.local.operating;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptResultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'state': 'DELIVERED', 'reason': 'Answered 200.'}            | 0 | delivered. Answered 200.
            {'state': 'STOPPED', 'reason': 'Answered 418, a stop code.'} | 3 | stopped. Answered 418, a stop code.
            {'state': 'EXPIRED', 'reason': 'Expired after 2 attempts.'}  | 3 | expired. Expired after 2 attempts.
            {'state': 'CANCELLED', 'reason': 'Cancelled by ann.'}        | 3 | cancelled. Cancelled by ann.
            {'state': 'FAILED', 'reason': 'No attempt is left of 2.'}    | 1 | failed. No attempt is left of 2. 'steward dispatch retry' puts it back.""")
    void anEndedRequestHasAReason(String request, int exitCode, String sentence) throws JsonProcessingException {
        assertResult(request, exitCode, sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'status': 500                            | answered 500
            'error': 'no answer within 30 s'         | no answer within 30 s""")
    void aRequestToBeRetriedHasALastAttempt(String last, String what) throws JsonProcessingException {
        assertResult("""
                {'state': 'PENDING', 'attemptCount': 2, 'attemptLimit': 5, 'nextAttemptAt': '2030-01-01T00:00:00Z',
                 'attempts': [{'status': 404, 'durationMs': 1}, {%s, 'durationMs': 12}]}""".formatted(last), 1,
                "attempt 2 of 5 failed: %s after 12 ms; the next is at 2030-01-01T00:00:00Z.".formatted(what));
    }

    private static void assertResult(String request, int exitCode, String sentence) throws JsonProcessingException {
        var result = new AttemptResult(new ObjectMapper().readTree(request.replace('\'', '"')));
        assertEquals(exitCode, result.exitCode());
        assertEquals(sentence, result.sentence());
    }
}
