using HelloApp.Calling;

namespace Harness.Tests.HelloApp;

internal sealed class CallTests
{
    [Test]
    public void A_call_names_what_to_call_as_whom_and_trusting_whom()
    {
        var options = CallOptions.Parse(["--url", "https://api.example/x", "--token-file", "/token", "--ca-file", "/ca.crt"]);

        options.ShouldBe(new CallOptions(new Uri("https://api.example/x"), "/token", "/ca.crt"));
    }

    [TestCase("--url is missing")]
    [TestCase("--url has no value", "--url")]
    [TestCase("--url is ftp://x, not an http or https URL", "--url", "ftp://x")]
    [TestCase("unknown option --insecure", "--url", "https://x", "--insecure", "yes")]
    public void Another_command_line_is_refused_by_name(string reason, params string[] arguments) =>
        Should.Throw<FormatException>(() => CallOptions.Parse(arguments)).Message.ShouldBe(reason);
}
