using Harness.Load.Engine;
using Harness.Tests.Images;
using HelloApp.Calling;

namespace Harness.Tests.HelloApp;

internal sealed class CallTests
{
    [Test]
    public void A_call_names_what_to_call_as_whom_and_trusting_whom()
    {
        var options = CallOptions.Parse(
            ["--url", "https://api.example/x", "--token-file", "/token", "--ca-file", "/ca.crt", "--patience", "1.5"]);

        options.ShouldBe(
            new CallOptions(new Uri("https://api.example/x"), new Caller("/token", null, "/ca.crt"), TimeSpan.FromSeconds(1.5)));
    }

    [Test]
    public void A_user_goes_along_as_basic_authentication()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("user", "alice:open:sesame\n");

        $"{new Caller(UserFile: file).Target(new Uri("http://a"), "").Authorization}".ShouldBe("Basic YWxpY2U6b3BlbjpzZXNhbWU=");
    }

    [Test]
    public void A_user_without_a_password_is_refused_and_not_repeated()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("user", "open sesame");

        Should.Throw<FormatException>(() => new Caller(UserFile: file).Target(new Uri("http://a"), "")).Message
            .ShouldBe($"--user-file {file} does not hold NAME:PASSWORD");
    }

    [Test]
    public async Task A_file_that_cannot_be_read_is_bad_input_to_either_command(
        [Values("call", "load")] string command, [Values("--token-file", "--ca-file")] string option)
    {
        string[] load = command == "load" ? ["--connections", "1", "--seconds", "0.1"] : [];

        (await global::HelloApp.Program.Main([command, "--url", "https://127.0.0.1:1", .. load, option, "/no/such/file"])).ShouldBe(2);
    }

    [Test]
    public async Task Nobody_listening_is_told_from_every_other_failure()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();

        var result = await CallCommand.PatientlyAsync(new CallOptions(url, new Caller(), TimeSpan.Zero));

        (result.Status, result.Error!.Split(':')[0]).ShouldBe((null, ErrorKinds.ConnectionRefused));
    }

    [TestCase("--url is missing")]
    [TestCase("--url has no value", "--url")]
    [TestCase("--url is ftp://x, not an http or https URL", "--url", "ftp://x")]
    [TestCase("unknown option --insecure", "--url", "https://x", "--insecure", "yes")]
    [TestCase("--token-file and --user-file contradict each other", "--url", "http://x", "--user-file", "/u", "--token-file", "/t")]
    [TestCase("--patience is -1, not a number from 0 to 600", "--url", "http://x", "--patience", "-1")]
    [TestCase("--patience is -Infinity, not a number from 0 to 600", "--url", "http://x", "--patience", "-Infinity")]
    public void Another_command_line_is_refused_by_name(string reason, params string[] arguments) =>
        Should.Throw<FormatException>(() => CallOptions.Parse(arguments)).Message.ShouldBe(reason);
}
