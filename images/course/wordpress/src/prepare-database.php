<?php
/**
 * Waits until the database server answers, and creates the database of WordPress if there is none.
 * Ends with status 1 when that was not possible; what is wrong stands in the log, and the web page shows it too.
 */

const WAIT_SECONDS = 60;

mysqli_report(MYSQLI_REPORT_OFF);

function report(string $message): void {
	fwrite(STDERR, "WordPress: $message\n");
}

// "host", "host:port" or "host:/path/of/a/socket", as in wp-config.php.
[$host, $extra] = explode(':', getenv('WORDPRESS_DB_HOST'), 2) + [1 => ''];
$socket = str_starts_with($extra, '/') ? $extra : null;
$port = $socket === null && $extra !== '' ? (int) $extra : 3306;

$passwordFile = getenv('WORDPRESS_DB_PASSWORD_FILE') ?: '';
$password = $passwordFile === ''
	? (string) getenv('WORDPRESS_DB_PASSWORD')
	: rtrim((string) file_get_contents($passwordFile), "\r\n");

$giveUp = time() + WAIT_SECONDS;
$told = false;
do {
	$database = mysqli_init();
	$database->options(MYSQLI_OPT_CONNECT_TIMEOUT, 3);
	$connected = @$database->real_connect($host, getenv('WORDPRESS_DB_USER'), $password, null, $port, $socket);
	if ($connected) {
		break;
	}
	// 1045: the server is there and does not know this user and password. Waiting does not change that.
	if ($database->connect_errno === 1045) {
		report("the database server refuses the user and password: $database->connect_error");
		exit(1);
	}
	if (!$told) {
		report("waiting for the database server $host ($database->connect_error)");
		$told = true;
	}
	usleep(500_000);
} while (time() < $giveUp);

if (!$connected) {
	report("the database server $host did not answer within " . WAIT_SECONDS . " seconds: $database->connect_error");
	exit(1);
}

$name = getenv('WORDPRESS_DB_NAME');
if ($database->select_db($name)) {
	exit(0);
}
if (!$database->query('CREATE DATABASE `' . str_replace('`', '``', $name) . '`')) {
	report("the database $name does not exist and could not be created: $database->error");
	exit(1);
}
report("created the database $name");
