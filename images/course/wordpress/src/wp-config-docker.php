<?php
/**
 * The settings of WordPress, taken from the environment of the container every time a page is made.
 *
 * This file is copied to /var/www/html/wp-config.php on the first start; change that one to set more.
 */

/**
 * A setting from the file that NAME_FILE points to (a secret), else from NAME, else the default.
 */
function environment_setting(string $name, string $default): string {
	$file = getenv($name . '_FILE');
	if ($file !== false && $file !== '') {
		return rtrim((string) file_get_contents($file), "\r\n");
	}
	$value = getenv($name);
	return $value === false ? $default : $value;
}

define('DB_HOST', environment_setting('WORDPRESS_DB_HOST', 'mysql'));
define('DB_USER', environment_setting('WORDPRESS_DB_USER', 'root'));
define('DB_PASSWORD', environment_setting('WORDPRESS_DB_PASSWORD', ''));
define('DB_NAME', environment_setting('WORDPRESS_DB_NAME', 'wordpress'));
define('DB_CHARSET', environment_setting('WORDPRESS_DB_CHARSET', 'utf8mb4'));
define('DB_COLLATE', environment_setting('WORDPRESS_DB_COLLATE', ''));

// Random text for this site, made on the first start.
define('AUTH_KEY', environment_setting('WORDPRESS_AUTH_KEY', 'random text'));
define('SECURE_AUTH_KEY', environment_setting('WORDPRESS_SECURE_AUTH_KEY', 'random text'));
define('LOGGED_IN_KEY', environment_setting('WORDPRESS_LOGGED_IN_KEY', 'random text'));
define('NONCE_KEY', environment_setting('WORDPRESS_NONCE_KEY', 'random text'));
define('AUTH_SALT', environment_setting('WORDPRESS_AUTH_SALT', 'random text'));
define('SECURE_AUTH_SALT', environment_setting('WORDPRESS_SECURE_AUTH_SALT', 'random text'));
define('LOGGED_IN_SALT', environment_setting('WORDPRESS_LOGGED_IN_SALT', 'random text'));
define('NONCE_SALT', environment_setting('WORDPRESS_NONCE_SALT', 'random text'));

$table_prefix = environment_setting('WORDPRESS_TABLE_PREFIX', 'wp_');

define('WP_DEBUG', environment_setting('WORDPRESS_DEBUG', '') !== '');

// Behind a proxy that takes care of HTTPS, WordPress has to write https addresses.
if (str_contains($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '', 'https')) {
	$_SERVER['HTTPS'] = 'on';
}

// More settings, as lines of PHP.
$more_settings = environment_setting('WORDPRESS_CONFIG_EXTRA', '');
if ($more_settings !== '') {
	eval($more_settings);
}

defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');

require_once ABSPATH . 'wp-settings.php';
