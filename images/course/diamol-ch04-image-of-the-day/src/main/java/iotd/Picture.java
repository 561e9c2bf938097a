package iotd;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;

/**
 * A picture, drawn as SVG. Its address is a data: URI that holds the whole drawing, so that a browser shows it without
 * asking any other server.
 */
record Picture(String caption, String drawing) {
    private static final String COPYRIGHT = "Drydock";

    private static final List<Picture> ALL = List.of(
            new Picture("Sunrise over the harbour", scene("#f9a66c", "#fde7c0", "#5b8fa8", """
                    <circle cx="320" cy="250" r="70" fill="#fff3d6"/>
                    """)),
            new Picture("A container ship at noon", scene("#6db3e8", "#dff1fb", "#2f6f9f", """
                    <path d="M120 230h400l-40 50H170z" fill="#23395b"/>
                    <path d="M190 190h70v40h-70z" fill="#e4572e"/>
                    <path d="M262 190h70v40h-70z" fill="#f3a712"/>
                    <path d="M334 190h70v40h-70z" fill="#669bbc"/>
                    <path d="M226 148h70v40h-70z" fill="#76b041"/>
                    <path d="M430 150h50v80h-50z" fill="#f4f4f4"/>
                    """)),
            new Picture("Cranes in the evening", scene("#7b4b94", "#f7a072", "#3d3a5c", """
                    <g fill="none" stroke="#231f33" stroke-width="9">
                    <path d="M150 260V110M110 130h210M150 110l150 20"/>
                    <path d="M430 260V70M380 95h210M430 70l140 25"/>
                    <path d="M300 130v60M560 95v80" stroke-width="3"/>
                    </g>
                    """)),
            new Picture("The lighthouse at night", scene("#101935", "#34507a", "#0b132b", """
                    <path d="M330 130L-10 30v140z" fill="#ffe66d" opacity=".45"/>
                    <path d="M310 260l12-130h36l12 130z" fill="#f7fff7"/>
                    <path d="M317 210l3-35h40l3 35z" fill="#d1495b"/>
                    <path d="M316 130h48l-24-30z" fill="#d1495b"/>
                    """)),
            new Picture("Stars above the dry dock", scene("#0d0221", "#26408b", "#0f1020", """
                    <g fill="#ffffff">
                    <circle cx="90" cy="60" r="3"/><circle cx="180" cy="120" r="2"/><circle cx="260" cy="45" r="2"/>
                    <circle cx="370" cy="95" r="3"/><circle cx="450" cy="40" r="2"/><circle cx="560" cy="110" r="3"/>
                    </g>
                    <circle cx="520" cy="80" r="34" fill="#f1e9da"/>
                    <path d="M0 220h140v60h360v-60h140v40H0z" fill="#3a3a52"/>
                    """)));

    /** The same picture for the whole day, another one the day after. */
    static Picture of(LocalDate day) {
        return ALL.get((int) Math.floorMod(day.toEpochDay(), (long) ALL.size()));
    }

    /** The texts are our own and hold no character that JSON would want escaped. */
    String toJson() {
        return """
                {"url":"%s","caption":"%s","copyright":"%s"}""".formatted(url(), caption, COPYRIGHT);
    }

    private String url() {
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(drawing.getBytes(StandardCharsets.UTF_8));
    }

    private static String scene(String sky, String horizon, String sea, String foreground) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400">
                <linearGradient id="sky" x2="0" y2="1">
                <stop stop-color="%s"/><stop offset="1" stop-color="%s"/>
                </linearGradient>
                <path d="M0 0h640v280H0z" fill="url(#sky)"/>
                %s<path d="M0 260q80-18 160 0t160 0 160 0 160 0v140H0z" fill="%s"/>
                </svg>
                """.formatted(sky, horizon, foreground, sea);
    }
}
