/**
 * A program for inside a sandbox that connects to every port of some addresses, many at once, and prints those that answer.
 *
 * Knows nothing about whose addresses they are. Needs Perl alone, which every Debian has.
 */

const program = `
use strict;
use Socket qw(:DEFAULT inet_pton SOCK_NONBLOCK);
$| = 1;
my ($first, $last, @addresses) = @ARGV;
my $end = time + 25;
for my $address (@addresses) {
  my $family = $address =~ /:/ ? AF_INET6 : AF_INET;
  my $packed = inet_pton($family, $address) or next;
  my $port = $first;
  while ($port <= $last) {
    if (time > $end) { print "unfinished\\n"; exit; }
    my %waiting;
    my $mask = '';
    for (my $count = 0; $count < 500 && $port <= $last; $count++, $port++) {
      socket(my $socket, $family, SOCK_STREAM | SOCK_NONBLOCK, 0) or last;
      my $to = $family == AF_INET6 ? Socket::pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
      if (connect($socket, $to)) { print "open $address $port\\n"; next; }
      # The kernel has no way to the address, whatever the port.
      if ($!{ENETUNREACH}) { $port = $last + 1; last; }
      next unless $!{EINPROGRESS};
      $waiting{fileno($socket)} = [$socket, $port];
      vec($mask, fileno($socket), 1) = 1;
    }
    my $rounds = 3;
    while (%waiting && $rounds-- > 0) {
      last unless select(undef, my $ready = $mask, undef, 0.05);
      for my $number (keys %waiting) {
        next unless vec($ready, $number, 1);
        my ($socket, $tried) = @{ delete $waiting{$number} };
        vec($mask, $number, 1) = 0;
        my $error = unpack('I', getsockopt($socket, SOL_SOCKET, SO_ERROR));
        print "open $address $tried\\n" unless $error;
      }
    }
  }
}
print "finished\\n";
`;

/** The script that scans ports from `first` to `last`; takes 30 seconds at most and says when it came to no end. */
export function portScan(first: number, last: number, addresses: readonly string[]): string {
  return `ulimit -n 4096\nperl -MErrno - ${String(first)} ${String(last)} ${addresses.join(' ')} <<'PERL'\n${program}\nPERL`;
}

/** What a scan has found, as "ADDRESS PORT"; throws when it came to no end. */
export function openPorts(output: string): string[] {
  if (!/^finished$/m.test(output)) throw new Error(`the scan came to no end: ${output.slice(-200)}`);
  return [...output.matchAll(/^open ([\da-f.:]{2,45} \d{1,5})$/gm)].map(([, found = '']) => found);
}
