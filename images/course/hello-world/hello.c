/* Says what Docker did to make this program run, then ends. */
#include <stdio.h>

static const char text[] =
    "\n"
    "Hello from Docker! You see this, so your engine works.\n"
    "\n"
    "This is what happened:\n"
    "  1. `docker` asked the Docker engine to run the image \"hello-world\".\n"
    "  2. If the engine did not have the image yet, it pulled it from a registry.\n"
    "  3. It created a container from the image and started the only program in it: /hello.\n"
    "  4. /hello wrote these lines, the engine passed them on to your terminal, and the container ended.\n"
    "     It is still there: docker ps -a\n"
    "\n"
    "Something bigger to try next:\n"
    "  docker run -it ubuntu bash\n"
    "\n"
    "Docker에서 인사드립니다! 이 글이 보인다면 도커 엔진이 잘 동작하고 있습니다.\n"
    "\n"
    "방금 일어난 일은 다음과 같습니다.\n"
    "  1. docker 명령이 도커 엔진에 \"hello-world\" 이미지를 실행해 달라고 요청했습니다.\n"
    "  2. 엔진에 이 이미지가 아직 없으면 레지스트리에서 내려받습니다.\n"
    "  3. 엔진이 이미지로 컨테이너를 만들고, 그 안의 유일한 프로그램인 /hello를 시작했습니다.\n"
    "  4. /hello가 이 글을 출력했고, 엔진이 터미널로 전달했으며, 컨테이너는 종료되었습니다.\n"
    "     컨테이너는 아직 남아 있습니다: docker ps -a\n"
    "\n"
    "다음으로 더 큰 이미지를 실행해 보세요.\n"
    "  docker run -it ubuntu bash\n"
    "\n";

int main(void) {
  return fputs(text, stdout) == EOF || fflush(stdout) == EOF;
}
