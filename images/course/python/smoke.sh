# Installs packages without a network, builds the course's Flask application, and serves it.
[ "$(docker run --rm "$IMAGE" python --version)" = "$(docker run --rm python:3.9-slim python3 --version)" ] || fail 'the tags are not one version'
[ "$(docker run --rm "$IMAGE" python -c 'print("도커")')" = 도커 ] || fail 'Korean'
[ "$(echo 'print(6 * 7)' | docker run --rm -i "$IMAGE")" = 42 ] || fail 'python reads from stdin'
docker run --rm "$IMAGE" bash -c 'python3 -c "import ssl, sqlite3, ctypes, zoneinfo; zoneinfo.ZoneInfo(\"Asia/Seoul\")"' || fail 'the standard library'

cat > requirements.txt <<'TEXT'
flask
psycopg2-binary
TEXT
cat > app.py <<'PYTHON'
import os
import flask
import psycopg2

app = flask.Flask(__name__)


@app.route("/")
def home():
    return {"database": os.environ.get("DATABASE_URL", ""), "driver": psycopg2.__version__.split()[0]}


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
PYTHON
cat > Dockerfile <<'DOCKERFILE'
# 베이스 이미지 설정
FROM python:3.9

# 작업 디렉토리 설정
WORKDIR /app

# 의존성 파일 복사 및 설치
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

# 애플리케이션 파일 복사
COPY . .

# 컨테이너 실행 시 실행할 명령어 설정
CMD ["python", "app.py"]
DOCKERFILE
docker build -q -t web .
docker run -d --name web -p 8500:5000 -e DATABASE_URL=postgresql://user:password@db:5432/mydatabase web
answers() { curl -sf http://localhost:8500/ | grep -q '"database":"postgresql://user:password@db:5432/mydatabase"'; }
eventually 15 answers || fail 'the Flask application'
[[ "$(docker logs web 2>&1)" = *'GET / HTTP/1.1" 200'* ]] || fail 'the log'

# The others of the collection, in an environment of their own and as somebody else than root.
docker run --rm -u nobody -e HOME=/tmp "$IMAGE" sh -ec '
  python -m venv /tmp/venv && . /tmp/venv/bin/activate
  pip install flask-sqlalchemy psycopg2 pymysql redis requests gunicorn python-dotenv
  python -c "import flask_sqlalchemy, psycopg2, pymysql, redis, requests, dotenv"
  gunicorn --version
' > log 2>&1 || { cat log; fail 'the other packages'; }
missing=$(docker run --rm "$IMAGE" pip install flask==2.0.1 2>&1 || true)
grep -q 'No matching distribution found for flask==2.0.1' <<< "$missing" || fail 'the error of a missing version'
