docker run --rm "$IMAGE" mvn --version > version.txt
grep -q '^Apache Maven 3\.9\.' version.txt || fail "mvn --version says: $(cat version.txt)"
grep -q '^Java version: 21\.' version.txt || fail "mvn --version says: $(cat version.txt)"

mkdir -p project/src/main/java/hello project/src/test/java/hello && cd project
cat > pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>hello</groupId>
  <artifactId>hello</artifactId>
  <version>1.0</version>
  <properties>
    <maven.compiler.release>21</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>junit</groupId>
      <artifactId>junit</artifactId>
      <version>4.x</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
</project>
END
cat > src/main/java/hello/Hello.java <<'END'
package hello;

public class Hello {
    static String greet(String name) { return "안녕 " + name; }
    public static void main(String[] arguments) { System.out.println(greet("Maven")); }
}
END
cat > src/test/java/hello/HelloTest.java <<'END'
package hello;

public class HelloTest {
    @org.junit.Test public void greets() { org.junit.Assert.assertEquals("안녕 Docker", Hello.greet("Docker")); }
}
END

# With a test, and with what "install" leaves in a volume at ~/.m2 as people do to keep downloads.
docker run --rm -v "$PWD:/project" -v m2:/root/.m2 -w /project "$IMAGE" mvn -B install > build.log || { cat build.log; fail "mvn install failed"; }
grep -q 'Tests run: 1, Failures: 0, Errors: 0' build.log || { cat build.log; fail "the test did not run"; }
! grep -q $'\e' build.log || fail "colours are in output that is no terminal"
! grep -q WARNING build.log || { grep WARNING build.log; fail "there are warnings"; }
docker run --rm -v m2:/m2 diamol/base test -f /m2/repository/hello/hello/1.0/hello-1.0.jar || fail "install put nothing into ~/.m2"
[ "$(docker run --rm -v "$PWD:/project" "$IMAGE" java -cp /project/target/hello-1.0.jar hello.Hello)" = '안녕 Maven' ] || fail "the class does not run"

# A library that is not there: the reason is named at once.
sed -i 's|<artifactId>junit</artifactId>|<artifactId>no-such-library</artifactId>|' pom.xml
docker run --rm -v "$PWD:/project" -w /project "$IMAGE" mvn -B package > build.log && fail "a missing library was not noticed"
grep -q 'in offline mode' build.log || { cat build.log; fail "the reason is not in the output"; }
