# Version 2 shows what version 1 has put into the volume, in other colours.
page() { curl --fail --silent "http://localhost:8011/$1"; }
docker volume create todo-list
docker run -d --name todo-v1 -p 8011:80 -v todo-list:/data diamol/ch06-todo-list
eventually 15 page list
page css/theme.css > v1.css
curl --fail --silent --data item=milk http://localhost:8011/new
docker rm -f todo-v1
docker run -d --name todo-v2 -p 8011:80 -v todo-list:/data "$IMAGE"
eventually 15 page list
[[ $(page list) = *milk* && $(page list) = *'<footer>v2'* ]] || fail "the item or the version is missing: $(page list)"
page css/theme.css > v2.css
! cmp --silent v1.css v2.css || fail 'the versions look the same'
