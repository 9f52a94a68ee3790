using Harness.Api;

namespace Harness.Tests.Kubeconfigs;

/// <summary>Every field of a kubeconfig and every fault in one, against a server on loopback: honoured, or refused by name.</summary>
internal sealed class ZooTests
{
    private static readonly string[] Secrets = ["t-1", "t-file", "p-1", "t-secret", "p-secret", "12345", "BEGIN"];

    [Test]
    public void It_has_no_two_of_one_name_and_at_least_60()
    {
        ZooCase.All.Select(one => one.Name).ShouldBeUnique();
        ZooCase.All.Count.ShouldBeGreaterThanOrEqualTo(60);
    }

    [TestCaseSource(typeof(ZooCase), nameof(ZooCase.All))]
    public async Task A_kubeconfig_is_honoured_or_refused_by_name(ZooCase one)
    {
        await using var place = await ZooPlace.OpenAsync();
        var file = place.Write(one.Yaml);

        var failure = await ConnectAsync(file);

        if (one.Verdict == "ok")
            ShouldBeHonoured(one, place, failure);
        else
            ShouldBeRefused(one, place, failure, file);
    }

    private static void ShouldBeHonoured(ZooCase one, ZooPlace place, HarnessException? failure)
    {
        failure?.Message.ShouldBeNull();
        foreach (var (name, value) in one.Words.Split(';').Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1])))
            place.Seen(name).ShouldBe(value, name);
        if (!one.User.Contains("as:", StringComparison.Ordinal))
            place.Seen("Impersonate-User").ShouldBeEmpty();
    }

    private static void ShouldBeRefused(ZooCase one, ZooPlace place, HarnessException? failure, string file)
    {
        var refusal = failure.ShouldNotBeNull();
        refusal.Message.ShouldContain(place.Filled(one.Words));
        refusal.Kind.ShouldBe(one.Verdict == "input" ? FailureKind.BadInput : FailureKind.Undecided);
        refusal.Message.ShouldNotContain("\n");
        refusal.Message.ShouldContain(file);
        foreach (var secret in Secrets)
            refusal.Message.ShouldNotContain(secret);
        place.Calls.ShouldBe(0);
    }

    private static async Task<HarnessException?> ConnectAsync(string file)
    {
        try
        {
            var (client, _, _) = await ServerGreeting.ConnectAsync(new ServerChoice(file, null), CancellationToken.None);
            client.Dispose();
            return null;
        }
        catch (HarnessException failure)
        {
            return failure;
        }
    }
}
