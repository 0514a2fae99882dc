<?php
// A server of somebody else's, with the recorder of observability-service's examples: php -S 127.0.0.1:PORT shop.php
require getenv('RECORDER');
$recorder = StewardRecorder::start(['url' => getenv('OBSERVABILITY_URL'), 'tokenFile' => getenv('TOKEN_FILE'),
    'api' => 'partner', 'service' => 'shop-php']);
if (isset($_SERVER['HTTP_X_CUSTOMER'])) {
    $recorder->user($_SERVER['HTTP_X_CUSTOMER'], ['customer']);
}
header('Content-Type: application/json');
header('Set-Cookie: sid=raw-secret-6');
if (str_starts_with($_SERVER['REQUEST_URI'], '/partner/fail')) {
    http_response_code(500);
    $recorder->failed(new RuntimeException('no more articles, password=raw-secret-7'));
}
echo '{"given":', file_get_contents('php://input') ?: 'null', ',"accessToken":"raw-secret-5"}';
