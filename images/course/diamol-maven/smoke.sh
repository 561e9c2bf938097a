# The book's Dockerfile for Java, word for word.
mkdir -p src/main/java/iotd
cat > pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>iotd</groupId>
  <artifactId>iotd-service</artifactId>
  <version>0.1.0</version>
  <packaging>jar</packaging>
  <properties>
    <maven.compiler.release>21</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-jar-plugin</artifactId>
        <configuration>
          <archive><manifest><mainClass>iotd.Application</mainClass></manifest></archive>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
END
cat > src/main/java/iotd/Application.java <<'END'
package iotd;

import com.sun.net.httpserver.HttpServer;

public class Application {
    public static void main(String[] arguments) throws Exception {
        var server = HttpServer.create(new java.net.InetSocketAddress(80), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        server.start();
    }
}
END
cat > Dockerfile <<'END'
FROM diamol/maven AS builder

WORKDIR /usr/src/iotd
COPY pom.xml .
RUN mvn -B dependency:go-offline

COPY . .
RUN mvn package

# app
FROM diamol/openjdk

WORKDIR /app
COPY --from=builder /usr/src/iotd/target/iotd-service-0.1.0.jar .

EXPOSE 80

ENTRYPOINT ["java", "-jar", "/app/iotd-service-0.1.0.jar"]
END
docker image build --progress=plain -t image-of-the-day . > build.log 2>&1 || { cat build.log; fail "the build did not succeed"; }
[ "$(grep -c 'BUILD SUCCESS' build.log)" = 2 ] || { cat build.log; fail "Maven did not succeed twice"; }
docker network create nat > /dev/null
docker container run --name iotd -d -p 8800:80 --network nat image-of-the-day > /dev/null
eventually 10 curl -fsS -o answer.txt http://localhost:8800/image
[ "$(cat answer.txt)" = ok ] || fail "the service answered: $(cat answer.txt)"

# Changed source code, same pom.xml: the dependency step comes from the cache.
sed -i 's/"ok"/"OK"/' src/main/java/iotd/Application.java
docker image build --progress=plain -t image-of-the-day . > build.log 2>&1 || { cat build.log; fail "the second build did not succeed"; }
[ "$(grep -c 'BUILD SUCCESS' build.log)" = 1 ] || { cat build.log; fail "the dependency step did not come from the cache"; }
