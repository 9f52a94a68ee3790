namespace HelloApp.Endpoints;

/// <summary>The page's parts. Each probe writes <c>works</c> or <c>broken</c> into the element with its <c>data-probe</c>.</summary>
internal static class HtmlPage
{
    public static readonly ReadOnlyMemory<byte> Page = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>hello-app</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/html/style.css">
        </head>
        <body>
          <h1>Hello, world!</h1>
          <p>
            <a id="absolute" href="/echo?from=absolute">absolute path</a>,
            <a id="relative" href="echo?from=relative">relative path</a>,
            <a id="foreign" href="https://example.org/echo?from=foreign">another host</a>,
            <a id="redirect" href="/redirect">redirect</a>
          </p>
          <p>
            <img id="image-absolute" src="/html/pixel.svg" alt="absolute path">
            <img id="image-relative" src="html/pixel.svg" alt="relative path">
            <span id="styled">coloured by the style sheet</span>
          </p>
          <ul>
            <li>image by absolute path: <b data-probe="image-absolute">pending</b></li>
            <li>image by relative path: <b data-probe="image-relative">pending</b></li>
            <li>style sheet by absolute path: <b data-probe="css-absolute">pending</b></li>
            <li>image by absolute path in the style sheet: <b data-probe="css-url-absolute">pending</b></li>
            <li>fetch of an absolute path: <b data-probe="fetch-absolute">pending</b></li>
            <li>fetch of a relative path: <b data-probe="fetch-relative">pending</b></li>
            <li>fetch of a redirect to an absolute path: <b data-probe="redirect">pending</b></li>
            <li>cookie with a path: <b data-probe="cookie">pending</b></li>
          </ul>
          <script>
            const probe = async (name, check) => {
              let works = false;
              try { works = await check(); } catch { works = false; }
              document.querySelector(`[data-probe="${name}"]`).textContent = works ? "works" : "broken";
            };
            const loads = source => new Promise(resolve => {
              const image = new Image();
              image.onload = () => resolve(true);
              image.onerror = () => resolve(false);
              image.src = source;
            });
            const echoes = async url => {
              const answer = await fetch(url);
              return answer.ok && (await answer.json()).method === "GET";
            };
            const style = () => getComputedStyle(document.getElementById("styled"));
            addEventListener("load", async () => {
              await Promise.all([
                probe("image-absolute", () => document.getElementById("image-absolute").naturalWidth > 0),
                probe("image-relative", () => document.getElementById("image-relative").naturalWidth > 0),
                probe("css-absolute", () => style().color === "rgb(1, 2, 3)"),
                probe("css-url-absolute", () => {
                  const url = /url\("(.*)"\)/.exec(style().backgroundImage);
                  return url !== null && loads(url[1]);
                }),
                probe("fetch-absolute", () => echoes("/echo")),
                probe("fetch-relative", () => echoes("echo")),
                probe("redirect", () => echoes("redirect")),
                probe("cookie", async () => (await (await fetch("html/cookie")).text()).trim() === "seen"),
              ]);
              document.body.dataset.probes = "done";
            });
          </script>
        </body>
        </html>

        """u8.ToArray();

    public static readonly ReadOnlyMemory<byte> Style = """
        body { font-family: sans-serif; }
        #styled { color: rgb(1, 2, 3); background-image: url("/html/pixel.svg"); }

        """u8.ToArray();

    public static readonly ReadOnlyMemory<byte> Pixel =
        """<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#2a6"/></svg>"""u8.ToArray();
}
