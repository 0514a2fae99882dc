<?php
// Records a PHP request (8.1 or later, no extensions beyond the usual ones) and brings it to Steward's observability-service.
//
//   require 'recorder.php';
//   $recorder = StewardRecorder::start(['url' => 'http://127.0.0.1:8184', 'tokenFile' => '/run/secrets/service.token',
//                                       'api' => 'partner', 'service' => 'shop']);
//   $recorder->user('customer-17', ['customer']);        // where they are known
//   $recorder->route('/partner/articles/{id}');
//
// It sends when the client has its answer (fastcgi_finish_request). A long-running worker calls add() for each request itself, and
// flush() now and then. Nothing here throws into the application. Values go out as they are: the service redacts them before it
// stores anything, as the records have no `redaction`.
declare(strict_types=1);

final class StewardRecorder
{
    private const BODY_KEPT = 16 * 1024;
    private const BATCH_RECORDS = 500;
    private const BATCH_BYTES = 1_000_000;
    private const WAITING_BYTES = 16_000_000;
    private const ANSWER_WITHIN_SECONDS = 2.0;
    /** A worker that waits serves nobody: after that the rest is lost. */
    private const FLUSH_WITHIN_SECONDS = 3.0;
    private const FIRST_RETRY_SECONDS = 0.2;
    private const REFUSED = [400, 413, 415, 422];

    /** @var list<string> records as JSON */
    private array $waiting = [];
    private int $waitingBytes = 0;
    private ?array $user = null;
    private ?string $route = null;
    private ?Throwable $thrown = null;

    /** @param array{url: string, tokenFile: string, api: string, service: string} $options */
    public function __construct(private array $options)
    {
    }

    /** Records the request that PHP is answering. */
    public static function start(array $options): self
    {
        $recorder = new self($options);
        $body = new StewardBody(self::BODY_KEPT);
        // Passes the answer on in pieces, and sees all of it.
        ob_start(function (string $piece) use ($body): string {
            $body->add($piece);
            return $piece;
        }, 4096);
        register_shutdown_function(function () use ($recorder, $body): void {
            $recorder->safely(fn () => $recorder->finish($body));
        });
        return $recorder;
    }

    public function user(string $id, array $roles = []): void
    {
        $this->user = ['id' => $id, 'roles' => $roles];
    }

    public function route(string $template): void
    {
        $this->route = $template;
    }

    /** For an exception that the application answers itself; PHP tells of the others. */
    public function failed(Throwable $thrown): void
    {
        $this->thrown = $thrown;
    }

    /** Takes a record; where too many wait already, it is lost. */
    public function add(array $record): void
    {
        $this->safely(function () use ($record): void {
            $json = json_encode($record, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR);
            if ($this->waitingBytes + strlen($json) > self::WAITING_BYTES) {
                error_log('recorder: observability-service does not take records; one is lost');
                return;
            }
            $this->waiting[] = $json;
            $this->waitingBytes += strlen($json);
        });
    }

    /** Sends what waits. What is not taken in time waits on in a long-running worker, and else is lost. */
    public function flush(): void
    {
        $this->safely(function (): void {
            $deadline = microtime(true) + self::FLUSH_WITHIN_SECONDS;
            while ($this->waiting !== []) {
                $records = $this->batch();
                if (!$this->ship(array_slice($this->waiting, 0, $records), $deadline)) {
                    error_log('recorder: observability-service does not take records; ' . count($this->waiting) . ' wait');
                    return;
                }
                $this->waitingBytes -= array_sum(array_map('strlen', array_splice($this->waiting, 0, $records)));
            }
        });
    }

    private function finish(StewardBody $responseBody): void
    {
        while (ob_get_level() > 0 && @ob_end_flush()) {
            // Whatever is still in buffers belongs to the answer.
        }
        flush();
        $ended = microtime(true);
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        }
        $this->add($this->record($_SERVER['REQUEST_TIME_FLOAT'], $ended, $responseBody));
        $this->flush();
    }

    private function record(float $started, float $ended, StewardBody $responseBody): array
    {
        $startedMicros = (int) round($started * 1e6);
        $requestBody = new StewardBody(self::BODY_KEPT);
        $input = fopen('php://input', 'rb');
        while (!feof($input)) {
            $requestBody->add((string) fread($input, 8192));
        }
        $headers = self::requestHeaders();
        $scheme = ($_SERVER['HTTPS'] ?? 'off') === 'off' ? 'http' : 'https';
        return [
            'id' => self::uuid7($startedMicros),
            'api' => $this->options['api'],
            'service' => $this->options['service'],
            'startedAt' => gmdate('Y-m-d\TH:i:s', intdiv($startedMicros, 1_000_000)) . sprintf('.%06dZ', $startedMicros % 1_000_000),
            'durationMicros' => max(0, (int) round(($ended - $started) * 1e6)),
            'traceId' => self::traceId($_SERVER['HTTP_TRACEPARENT'] ?? ''),
            'request' => [
                'method' => $_SERVER['REQUEST_METHOD'],
                'url' => $scheme . '://' . ($_SERVER['HTTP_HOST'] ?? $_SERVER['SERVER_NAME']) . $_SERVER['REQUEST_URI'],
                'route' => $this->route,
                'headers' => $headers,
                'body' => $requestBody->found(),
                'clientAddress' => $_SERVER['REMOTE_ADDR'] ?? null,
                'userAgent' => $_SERVER['HTTP_USER_AGENT'] ?? null,
            ],
            'response' => [
                'status' => http_response_code() ?: 200,
                'headers' => array_map(fn (string $line) => array_map('trim', explode(':', $line, 2)), headers_list()),
                'body' => $responseBody->found(),
                'aborted' => connection_aborted() === 1,
            ],
            'user' => $this->user,
            'exception' => $this->exception(),
        ];
    }

    private function exception(): ?array
    {
        if ($this->thrown !== null) {
            return ['type' => $this->thrown::class, 'message' => $this->thrown->getMessage(), 'stackTrace' => $this->thrown->getTraceAsString()];
        }
        $last = error_get_last();
        $fatal = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR;
        return $last !== null && ($last['type'] & $fatal) !== 0 ? ['type' => 'Error', 'message' => $last['message']] : null;
    }

    /** How many of those that wait go together. */
    private function batch(): int
    {
        $bytes = 0;
        foreach ($this->waiting as $count => $json) {
            $bytes += strlen($json);
            if ($count === self::BATCH_RECORDS || ($count > 0 && $bytes > self::BATCH_BYTES)) {
                return $count;
            }
        }
        return count($this->waiting);
    }

    /** The very same batch until it is taken or refused, or time is up: the records carry their ids, so that none is stored twice. */
    private function ship(array $records, float $deadline): bool
    {
        $content = gzencode('[' . implode(',', $records) . ']', 1);
        for ($delay = self::FIRST_RETRY_SECONDS;; $delay *= 2) {
            [$status, $answer] = $this->post($content);
            if ($status === 202) {
                $this->rejected($answer);
                return true;
            }
            if (in_array($status, self::REFUSED, true)) {
                error_log("recorder: observability-service refused a batch with $status");
                return true;
            }
            $jittered = $delay * (0.5 + mt_rand() / mt_getrandmax() / 2);
            if (microtime(true) + $jittered >= $deadline) {
                return false;
            }
            usleep((int) ($jittered * 1e6));
        }
    }

    /** The token is read each time, since it is renewed while workers run. */
    private function post(string $content): array
    {
        $token = trim((string) @file_get_contents($this->options['tokenFile']));
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => ["Authorization: Bearer $token", 'Content-Type: application/json', 'Content-Encoding: gzip', 'Connection: close'],
            'content' => $content,
            'timeout' => self::ANSWER_WITHIN_SECONDS,
            'ignore_errors' => true,
        ]]);
        $answer = @fopen($this->options['url'] . '/internal/v1/exchanges', 'rb', false, $context);
        if ($answer === false) {
            return [0, null];
        }
        $line = stream_get_meta_data($answer)['wrapper_data'][0] ?? '';
        return [(int) substr($line, 9, 3), json_decode((string) stream_get_contents($answer), true)];
    }

    /** What is wrong with a record stays wrong: it is not sent again. */
    private function rejected(?array $answer): void
    {
        foreach ($answer['rejected'] ?? [] as $one) {
            error_log('recorder: observability-service rejected a record: ' . $one['reason']);
        }
    }

    private function safely(callable $action): void
    {
        try {
            $action();
        } catch (Throwable $e) {
            error_log('recorder: ' . $e);
        }
    }

    private static function requestHeaders(): array
    {
        $pairs = [];
        foreach (function_exists('getallheaders') ? getallheaders() : [] as $name => $value) {
            $pairs[] = [(string) $name, (string) $value];
        }
        return $pairs;
    }

    /** RFC 9562, section 5.7: 48 bits of milliseconds, version, 12 bits of their fraction, variant, 62 random bits. */
    private static function uuid7(int $micros): string
    {
        $high = intdiv($micros, 1000) << 16 | 0x7000 | intdiv($micros % 1000 * 4096, 1000);
        $random = random_bytes(8);
        $random[0] = chr(0x80 | ord($random[0]) & 0x3f);
        $hex = sprintf('%016x', $high) . bin2hex($random);
        return preg_replace('/^(.{8})(.{4})(.{4})(.{4})/', '$1-$2-$3-$4-', $hex);
    }

    /** Of the caller's W3C traceparent, or a new one. */
    private static function traceId(string $traceparent): string
    {
        return preg_match('/^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-/', $traceparent, $found) ? $found[1] : bin2hex(random_bytes(16));
    }
}

/** The beginning of a body; size and digest are those of all of it. */
final class StewardBody
{
    private string $kept = '';
    private int $size = 0;
    private HashContext $digest;

    public function __construct(private int $most)
    {
        $this->digest = hash_init('sha256');
    }

    public function add(string $bytes): void
    {
        $this->size += strlen($bytes);
        hash_update($this->digest, $bytes);
        $this->kept .= substr($bytes, 0, $this->most - strlen($this->kept));
    }

    public function found(): array
    {
        $truncated = $this->size > strlen($this->kept);
        $found = ['size' => $this->size, 'sha256' => $this->size > 0 ? hash_final($this->digest) : null];
        if ($this->size === 0) {
            return $found + ['text' => null, 'truncated' => false];
        }
        // Up to three bytes of a character that was cut.
        for ($half = 0; $half <= ($truncated ? 3 : 0); $half++) {
            $text = substr($this->kept, 0, strlen($this->kept) - $half);
            if (preg_match('//u', $text) === 1) {
                return $found + ['text' => $text, 'truncated' => $truncated];
            }
        }
        return $found + ['text' => null, 'truncated' => false, 'omitted' => 'binary'];
    }
}
