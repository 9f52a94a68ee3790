using System.Net;
using System.Net.Sockets;
using HelloApp.Load;

namespace Harness.Tests.HelloApp;

internal sealed class LoadTests
{
    [Test]
    public void A_bucket_is_at_most_one_per_cent_above_its_values()
    {
        for (var value = 0L; value < 10_000_000_000; value += 1 + (value / 50))
        {
            var histogram = new LatencyHistogram();
            histogram.Record(value);

            var pair = histogram.Pairs().ShouldHaveSingleItem();
            pair[1].ShouldBe(1);
            pair[0].ShouldBeInRange(value, value + (value / 100));
        }
    }

    [Test]
    public void Histograms_add_up_in_rising_order()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Record(5000);
        one.Record(7);
        other.Record(7);
        one.Add(other);

        one.Pairs().ShouldBe([[7, 2], [5023, 1]]);
        one.Max.ShouldBe(5000);
    }

    [Test]
    public async Task Measures_a_service_and_quotes_its_first_answer()
    {
        await using var hello = await RunningHelloApp.StartAsync();

        var result = await RunAsync(hello.Http);

        result.Requests.ShouldBePositive();
        result.Errors.ShouldBeEmpty();
        result.Seconds.ShouldBeInRange(0.19, 0.21);
        result.LatencyMicroseconds.Histogram.Sum(pair => pair[1]).ShouldBe(result.Requests);
        result.FirstStatus.ShouldBe(200);
        result.FirstBody.ShouldNotBeNull().ShouldStartWith("Hello, world!");
    }

    [Test]
    public async Task Counts_wrong_statuses_as_errors()
    {
        await using var hello = await RunningHelloApp.StartAsync();

        var result = await RunAsync(new Uri(hello.Http, "/status/503"));

        result.Requests.ShouldBe(0);
        result.Errors.Keys.ShouldBe(["status 503"]);
        result.FirstStatus.ShouldBe(503);
    }

    [Test]
    public async Task Keeps_no_more_than_a_KiB_of_the_first_answer()
    {
        await using var hello = await RunningHelloApp.StartAsync();

        (await RunAsync(new Uri(hello.Http, "/bytes/100000"))).FirstBody.ShouldNotBeNull().Length.ShouldBe(1024);
    }

    [Test]
    public async Task Counts_refused_connections_as_errors()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var result = await RunAsync(new Uri($"http://127.0.0.1:{port}/"));

        result.Errors.Keys.ShouldBe(["ConnectionRefused"]);
        result.FirstStatus.ShouldBeNull();
    }

    [Test]
    public void Options_are_read_in_both_spellings()
    {
        var options = LoadOptions.Parse(["--url=http://a/b?c=d", "--connections", "4", "--seconds", "1.5", "--warmup=2"]);

        options.ShouldBe(new LoadOptions
        {
            Url = new Uri("http://a/b?c=d"),
            Connections = 4,
            Duration = TimeSpan.FromSeconds(1.5),
            Warmup = TimeSpan.FromSeconds(2),
        });
    }

    [TestCase("--url http://a --connections 1", "--seconds is missing")]
    [TestCase("--url ftp://a --connections 1 --seconds 1", "--url is ftp://a")]
    [TestCase("--url http://a --connections 0 --seconds 1", "--connections is 0")]
    [TestCase("--url http://a --connections 1.5 --seconds 1", "--connections is 1.5")]
    [TestCase("--url http://a --connections 1 --seconds", "--seconds has no value")]
    [TestCase("--rate 5", "unknown option --rate")]
    public void A_wrong_option_is_named(string line, string reason) =>
        Should.Throw<FormatException>(() => LoadOptions.Parse(line.Split(' '))).Message.ShouldStartWith(reason);

    private static Task<LoadResult> RunAsync(Uri url) =>
        LoadGenerator.RunAsync(new LoadOptions { Url = url, Connections = 2, Duration = TimeSpan.FromSeconds(0.2) });
}
