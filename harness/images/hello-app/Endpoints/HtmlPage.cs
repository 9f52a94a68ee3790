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
          <script src="/html/script.js"></script>
        </head>
        <body>
          <h1>Hello, world!</h1>
          <p>
            <a id="absolute" href="/echo?from=absolute">absolute path</a>,
            <a id="relative" href="echo?from=relative">relative path</a>,
            <a id="foreign" href="https://example.org/echo?from=foreign">another host</a>,
            <a id="redirect" href="/redirect">redirect</a>,
            <span id="place-of-scripted"></span>
          </p>
          <form action="/echo"><input type="hidden" name="from" value="form"><button id="form">form</button></form>
          <p>
            <img id="image-absolute" src="/html/pixel.svg" alt="absolute path">
            <img id="image-relative" src="html/pixel.svg" alt="relative path">
            <img id="image-srcset" srcset="/html/pixel.svg 1x" alt="absolute path in srcset">
            <span id="styled">coloured by the style sheet</span>
            <span id="relatively-styled">and with an image of it</span>
          </p>
          <ul>
            <li>image by absolute path: <b data-probe="image-absolute">pending</b></li>
            <li>image by relative path: <b data-probe="image-relative">pending</b></li>
            <li>image by absolute path in srcset: <b data-probe="image-srcset">pending</b></li>
            <li>style sheet by absolute path: <b data-probe="css-absolute">pending</b></li>
            <li>image by absolute path in the style sheet: <b data-probe="css-url-absolute">pending</b></li>
            <li>image by relative path in the style sheet: <b data-probe="css-url-relative">pending</b></li>
            <li>script by absolute path: <b data-probe="script-absolute">pending</b></li>
            <li>module imported by absolute path: <b data-probe="import-absolute">pending</b></li>
            <li>fetch of an absolute path: <b data-probe="fetch-absolute">pending</b></li>
            <li>fetch of a relative path: <b data-probe="fetch-relative">pending</b></li>
            <li>fetch of a redirect to an absolute path: <b data-probe="redirect">pending</b></li>
            <li>cookie with a path: <b data-probe="cookie">pending</b></li>
            <li>cookie without a path: <b data-probe="cookie-without-path">pending</b></li>
            <li>WebSocket by absolute path: <b data-probe="websocket-absolute">pending</b></li>
            <li>WebSocket by relative path: <b data-probe="websocket-relative">pending</b></li>
          </ul>
          <script>
            document.getElementById("place-of-scripted").innerHTML =
              '<a id="scripted" href="/echo?from=scripted">absolute path, by script</a>';
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
            const sends = path => new Promise(resolve => {
              const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")));
              socket.onopen = () => socket.send("hello");
              socket.onmessage = message => { resolve(message.data === "hello"); socket.close(); };
              socket.onclose = () => resolve(false);
            });
            const remembers = async cookie => (await (await fetch("html/cookie?name=" + cookie)).text()).trim() === "seen";
            const style = id => getComputedStyle(document.getElementById(id));
            const background = id => {
              const url = /url\("(.*)"\)/.exec(style(id).backgroundImage);
              return url !== null && loads(url[1]);
            };
            addEventListener("load", async () => {
              await Promise.all([
                probe("image-absolute", () => document.getElementById("image-absolute").naturalWidth > 0),
                probe("image-relative", () => document.getElementById("image-relative").naturalWidth > 0),
                probe("image-srcset", () => document.getElementById("image-srcset").naturalWidth > 0),
                probe("css-absolute", () => style("styled").color === "rgb(1, 2, 3)"),
                probe("css-url-absolute", () => background("styled")),
                probe("css-url-relative", () => background("relatively-styled")),
                probe("script-absolute", () => window.loadedByScript === true),
                probe("import-absolute", async () => (await import("/html/module.js")).imported),
                probe("fetch-absolute", () => echoes("/echo")),
                probe("fetch-relative", () => echoes("echo")),
                probe("redirect", () => echoes("redirect")),
                probe("cookie", () => remembers("hello-app-visited")),
                probe("cookie-without-path", () => remembers("hello-app-here")),
                probe("websocket-absolute", () => sends("/ws")),
                probe("websocket-relative", () => sends("ws")),
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
        #relatively-styled { background-image: url("pixel.svg"); }

        """u8.ToArray();

    public static readonly ReadOnlyMemory<byte> Script = "window.loadedByScript = true;\n"u8.ToArray();

    public static readonly ReadOnlyMemory<byte> Module = "export const imported = true;\n"u8.ToArray();

    public static readonly ReadOnlyMemory<byte> Pixel =
        """<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#2a6"/></svg>"""u8.ToArray();
}
