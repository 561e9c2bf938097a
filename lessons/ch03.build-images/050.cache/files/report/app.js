// Says how long the computer has been on, with a package that turns milliseconds into words.
const os = require('node:os');
const ms = require('ms');

console.log(`This computer has been on for ${ms(Math.round(os.uptime()) * 1000, { long: true })}.`);
