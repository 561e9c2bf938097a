# Splits the engine's debug log: API requests to one file, one per line as "time method target", the rest without the
# debug lines to another. Both are cut when they grow past their limit. Requests that the product itself makes carry
# `drydock=` in their query and are left out.
BEGIN {
  requests = "/run/drydock/engine-requests.log"
  log_file = "/run/drydock/engine.log"
  limit = 1048576
}

function append(file, line) {
  written[file] += length(line) + 1
  if (written[file] > limit) {
    close(file)
    printf "" > file
    close(file)
    written[file] = length(line) + 1
  }
  print line >> file
  fflush(file)
}

/level=debug/ {
  if (match($0, /msg="Calling [A-Z]+ [^ "]+/)) {
    call = substr($0, RSTART + 13, RLENGTH - 13)
    if (call !~ /[?&]drydock=/ && match($0, /^time="[^"]+"/)) append(requests, substr($0, 7, RLENGTH - 7) " " call)
  }
  next
}

{ append(log_file, $0) }
