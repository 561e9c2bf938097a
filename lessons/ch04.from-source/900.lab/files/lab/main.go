// A small web site: one page, with the name of the harbour filled in.
package main

import (
	"html/template"
	"log"
	"net/http"
	"os"
)

func main() {
	html := template.Must(template.ParseFiles("/web/index.html"))
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		html.Execute(w, os.Getenv("HARBOUR"))
	})
	log.Print("the site listens on port 80")
	log.Fatal(http.ListenAndServe(":80", nil))
}
