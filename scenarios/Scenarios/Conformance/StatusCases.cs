using System.Collections.Concurrent;
using System.Globalization;

namespace Harness.Scenarios.Conformance;

/// <summary>Every status of a backend, including 401, 403 and 5xx: the caller gets the backend's answer, not the API server's.</summary>
public static class StatusCases
{
    private const int AtOnce = 8;
    private const string PassedOn = "passed on, with its body";

    public static IReadOnlyList<ProxyCase> All { get; } = [.. new[] { 200, 300, 400, 500 }.Select(from =>
        new ProxyCase(string.Create(CultureInfo.InvariantCulture, $"{from} to {from + 99}"), PassedOn, hello => AskAsync(hello, from)))];

    private static async Task<string> AskAsync(ProxiedHello hello, int from)
    {
        var others = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = hello.Stop };
        await Parallel.ForAsync(from, from + 100, options, async (code, ct) =>
        {
            var answer = await (hello with { Stop = ct, Calls = new CallLog() }).GetAsync($"/status/{code}");
            var body = code is 204 or 205 or 304 ? "" : $"status {code}\n";
            if ((answer.Status, answer.Text) != (code, body))
                others.Add($"{code} as {answer.Says()}");
        });
        return others.IsEmpty ? PassedOn : string.Join("; ", others.Order(StringComparer.Ordinal));
    }
}
