<?php
/**
 * Read before every page, by PHP's auto_prepend_file.
 *
 * There is no internet where this runs: without these settings WordPress would keep its pages waiting for wordpress.org.
 * A wp-config.php that speaks about them itself decides.
 */
(static function (): void {
	$settings = (string) @file_get_contents('/var/www/html/wp-config.php');
	foreach (['WP_HTTP_BLOCK_EXTERNAL', 'AUTOMATIC_UPDATER_DISABLED'] as $name) {
		if (!str_contains($settings . getenv('WORDPRESS_CONFIG_EXTRA'), $name)) {
			define($name, true);
		}
	}
})();
