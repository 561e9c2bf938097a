docker run --rm "$IMAGE" java -version 2> version.txt
grep -q '^openjdk version "21\.' version.txt || fail "java -version says: $(cat version.txt)"
docker run --rm "$IMAGE" java -Xshare:on -version > /dev/null 2>&1 || fail "the shared class data cannot be used"
[ "$(docker run --rm "$IMAGE" bash -c 'echo $JAVA_HOME')" = /usr/local/openjdk-21 ] || fail "JAVA_HOME is not set"
docker run --rm "$IMAGE" java --list-modules > modules.txt
for module in java.net.http java.sql java.management jdk.httpserver jdk.crypto.ec; do
  grep -q "^$module@" modules.txt || fail "module $module is missing"
done

# Compiled where the compiler is, run where only the runtime is.
cat > Greeting.java <<'END'
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.*;
import java.time.*;
import java.time.format.*;
import java.util.Locale;
import javax.net.ssl.SSLContext;

public class Greeting {
    public static void main(String[] arguments) throws Exception {
        var day = LocalDate.of(2024, 5, 1).format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(Locale.KOREAN));
        SSLContext.getDefault();
        var server = HttpServer.create(new InetSocketAddress(0), 0);
        server.createContext("/", exchange -> {
            var body = ("안녕하세요 " + day).getBytes("UTF-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        var address = URI.create("http://localhost:" + server.getAddress().getPort());
        System.out.println(HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body());
        server.stop(0);
    }
}
END
docker run --rm -v "$PWD:/src" -w /src maven javac Greeting.java || fail "the class could not be compiled"
said=$(docker run --rm -v "$PWD:/src:ro" -w /src "$IMAGE" java Greeting)
[ "$said" = '안녕하세요 2024년 5월 1일 수요일' ] || fail "the program said: $said"

# A class that ends only on a signal ends on docker stop.
cat > Wait.java <<'END'
public class Wait {
    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped")));
        System.out.println("waiting");
        Thread.sleep(600_000);
    }
}
END
docker run --rm -v "$PWD:/src" -w /src maven javac Wait.java || fail "the class could not be compiled"
docker run -d --name waiting -v "$PWD:/src:ro" -w /src "$IMAGE" java Wait > /dev/null
eventually 10 sh -c 'docker logs waiting | grep -q waiting'
docker stop -t 8 waiting > /dev/null
[ "$(docker inspect -f '{{.State.ExitCode}}' waiting)" = 143 ] || fail "the program was killed instead of ending"
docker logs waiting | grep -q stopped || fail "the shutdown hook did not run"
