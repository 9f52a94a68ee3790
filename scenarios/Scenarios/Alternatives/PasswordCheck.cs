using System.Globalization;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>Checks that a password is required: 401 without, 401 with a wrong one, the application's answer with the right one.</summary>
internal static class PasswordCheck
{
    /// <summary>Calls from pods.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="url">What is called.</param>
    /// <param name="right">Who is let in.</param>
    /// <param name="refusal">The text of the 401.</param>
    /// <returns>The observations in words.</returns>
    public static async Task<string> RunAsync(Scenario s, Uri url, BasicCredentials right, string refusal)
    {
        (string Who, PodGet Get, int Status, string Text)[] calls =
        [
            ("without credentials", new PodGet(url, PodCaller.Nobody), 401, refusal),
            ("with a wrong password", new PodGet(url, PodCaller.With(BasicCredentials.Fresh(right.User))), 401, refusal),
            ("with the right one", new PodGet(url, PodCaller.With(right)), 200, "Hello, world!"),
        ];
        var answers = await Task.WhenAll(calls.Select(call => s.CallAsync(call.Get)));
        foreach (var (call, answer) in calls.Zip(answers))
            s.Seen.ExpectStatus(call.Who, call.Get, answer, call.Status, call.Text);
        return string.Join(", ", calls.Zip(answers).Select(pair => $"{Status(pair.Second)} {pair.First.Who}"));
    }

    private static string Status(PodAnswer answer) => answer.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
}
