using Harness.Load.Engine;
using HelloApp.Calling;
using HelloApp.Load;

namespace Harness.Tests.HelloApp;

internal sealed class LoadTests
{
    private static readonly LoadRound Round = new(2, TimeSpan.Zero, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(10));

    [TestCase("/", "Hello, world!", null)]
    [TestCase("/", "", null)]
    [TestCase("/", "Hello, moon!", ErrorKinds.WrongBody)]
    [TestCase("/status/503", "", "503 Service Unavailable")]
    public async Task The_command_prints_what_the_engine_measured(string path, string marker, string? error)
    {
        await using var hello = await RunningHelloApp.StartAsync();

        var measured = await LoadCommand.MeasureAsync(new LoadOptions(new Uri(hello.Http, path), marker, new Caller(), Round));

        (measured.Requests > 0, measured.FailedRequests > 0).ShouldBe((error is null, error is not null));
        measured.Errors.Keys.ShouldBe(error is null ? [] : [error]);
    }

    [Test]
    public void Options_are_read_in_both_spellings() => LoadOptions
        .Parse(["--url=http://a/b?c=d", "--connections", "4", "--seconds", "1.5", "--warmup=2", "--marker", "Hello", "--drain=0.5",
            "--rate=2.5"])
        .ShouldBe(new LoadOptions(
            new Uri("http://a/b?c=d"),
            "Hello",
            new Caller(),
            new LoadRound(4, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.5)) { Rate = 2.5 }));

    [Test]
    public void What_is_not_said_is_any_answer_no_warm_up_and_the_drain_of_a_step() => LoadOptions
        .Parse(["--url=http://a", "--connections=1", "--seconds=1"])
        .ShouldBe(new LoadOptions(
            new Uri("http://a"), "", new Caller(), new LoadRound(1, TimeSpan.Zero, TimeSpan.FromSeconds(1), HttpRound.StepTimeout)));

    [TestCase("--url http://a --connections 1", "--seconds is missing")]
    [TestCase("--url ftp://a --connections 1 --seconds 1", "--url is ftp://a")]
    [TestCase("--url http://a --connections 0 --seconds 1", "--connections is 0")]
    [TestCase("--url http://a --connections 1.5 --seconds 1", "--connections is 1.5")]
    [TestCase("--url http://a --connections 1 --seconds", "--seconds has no value")]
    [TestCase("--url http://a --connections 1 --seconds 1 --drain -1", "--drain is -1")]
    [TestCase("--url http://a --connections 1 --seconds 1 --rate 0", "--rate is 0")]
    [TestCase("--url http://a --connections 1 --seconds 1 --rate -5", "--rate is -5")]
    [TestCase("--speed 5", "unknown option --speed")]
    public void A_wrong_option_is_named(string line, string reason) =>
        Should.Throw<FormatException>(() => LoadOptions.Parse(line.Split(' '))).Message.ShouldStartWith(reason);
}
