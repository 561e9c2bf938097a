package iotd;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;

/** A web service that answers GET /image with the image of the day, as JSON. */
public final class ImageOfTheDay {
    private record Image(String caption, String colour) {}

    private static final List<Image> IMAGES = List.of(
            new Image("A morning at the dock", "#f4a261"),
            new Image("The sea at noon", "#2a9d8f"),
            new Image("The last ship of the evening", "#6d597a"));

    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(80), 0);
        server.createContext("/", ImageOfTheDay::answer);
        server.start();
        System.out.println("image-of-the-day listens on port 80");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var isImage = exchange.getRequestURI().getPath().equals("/image");
            var body = (isImage ? today() : "{\"error\":\"there is only /image\"}").getBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isImage ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The same image all day long. */
    private static String today() {
        var image = IMAGES.get((int) (LocalDate.now().toEpochDay() % IMAGES.size()));
        var drawing = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36"><rect width="64" height="36" fill="%s"/>\
                <path d="M10 22h44l-6 8H16z" fill="#1d3557"/><path d="M22 14h8v8h-8zM32 14h8v8h-8z" fill="#f1faee"/></svg>"""
                .formatted(image.colour());
        return "{\"url\":\"data:image/svg+xml;base64,%s\",\"caption\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(drawing.getBytes()), image.caption());
    }
}
