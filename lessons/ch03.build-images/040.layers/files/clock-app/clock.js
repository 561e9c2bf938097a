// Prints the time every second.
setInterval(() => console.log(new Date().toISOString()), 1000);

// Without this, "docker stop" would have to wait ten seconds.
process.on('SIGTERM', () => process.exit(0));
