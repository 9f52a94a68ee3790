namespace HelloApp;

/// <summary>The help text, and the answer to a wrong command line.</summary>
internal static class Usage
{
    private const int BadInput = 2;

    private const string Text = """
        hello-app: a small web application to be called through the Kubernetes API server's service proxy.

        hello-app                serves until SIGTERM
          PORT                   HTTP port (default 8080)
          HTTPS_PORT             HTTPS port, self-signed certificate (default 8443); "off" for none
          LISTEN_ADDRESS         address to listen on (default: all)
          START_DELAY            seconds until it listens (default 0)
          TLS_CERTIFICATE        PEM file: certificate of the HTTPS port, instead of a self-signed one
          TLS_KEY                PEM file: its key
          ADMISSION_RULES        JSON file: the rules of /admission (default: everything is allowed)
          ECHO                   "all": every path is answered as /echo is

          /                      Hello, world! (and on every path not listed, for every method)
          /echo, /echo/...       the request as JSON
          /bytes/{n}             n bytes
          /digest, /digest/{n}   length and SHA-256 of the body, or of what /bytes/{n} sends, as JSON
          /delay/{ms}            answers after ms milliseconds
          /status/{code}         answers with that status (200 to 599)
          /redirect?to=          302 to a path on this host, or to another location
          /html                  page with absolute, relative and foreign links, probing itself
          /ws                    WebSocket echo
          /sse?every=200&count=5 server-sent events, every so many milliseconds
          /steps/{name}          stream that sends one part, and each further step when another request
                                 asks for it: /steps/{name}/next, /end (whole), /cut (connection closed);
                                 ?type= media type (default text/event-stream), ?length= promised length
          /headers?name=value    answers with those headers
          /trailers              answers with an announced and an unannounced trailer
          /gzip, /gzip/html      text, or the page, compressed for clients that accept gzip
          /abort                 closes the connection without an answer
          /resolve/{name}        IP addresses that this host's resolver gives for a name
          /certificate           the HTTPS port's certificate, PEM
          /peer                  the address that the connection comes from
          /admission             validating webhook: decides calls through the API server's proxy by their path
          /admission/aloud       the same, and tells the caller in a warning what path it was shown
          /metrics, /healthz     Prometheus metrics; health

        hello-app load --url URL --connections N --seconds S [--rate R] [--warmup S] [--drain S]
                       [--marker TEXT]
          keeps N connections busy with GET requests and prints one line of JSON:
          latencyMicroseconds ([value, count] pairs, rising, to three digits) of the requests answered
          correctly (200, and the body holds the marker), errors by kind, seconds, requests, ...
          --rate R               sends R requests/s instead, over N connections at most; latency then runs from
                                 the moment that a request was due
          --warmup S             seconds before measuring begins (default 0)
          --drain S              seconds to await the last answers at the end (default 10)
          --marker TEXT          text that a correct answer holds (default: none)

        hello-app call --url URL [--patience S]
          makes one GET and prints one line of JSON: status, body, error ("connection refused: ...")
          --patience S           retries for so many seconds while nothing answers, or on 502, 503 or 504

        hello-app agent --port N --key-file FILE --targets-file FILE
          waits for rounds to measure, until SIGTERM; for several agents that load together
          --key-file FILE        what every request must show in the header Harness-Agent-Key, from 16 characters
          --targets-file FILE    JSON: what it may load, [{"name", "url", "marker", "tokenFile", "caFile"}]

        load and call:
          --token-file FILE      sends the file's text as bearer token
          --user-file FILE       basic authentication with the file's text, NAME:PASSWORD
          --ca-file FILE         trusts the authorities in this PEM file and no others

        hello-app --help         this text
        """;

    public static async Task<int> PrintAsync()
    {
        await Console.Out.WriteLineAsync(Text);
        return 0;
    }

    public static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"hello-app: {reason}; see hello-app --help");
        return BadInput;
    }
}
