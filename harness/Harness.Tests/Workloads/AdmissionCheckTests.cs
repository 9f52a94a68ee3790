using System.Net;
using Harness.Tests.Support;
using Harness.Tests.Waiting;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class AdmissionCheckTests
{
    [Test]
    public async Task Every_kind_of_object_is_only_tried()
    {
        using var api = new FakeApiServer(request => ApiAnswer.Text(request.Body));

        await CheckAsync(api);

        api.Seen.ShouldAllBe(request => request.Method == "POST" && request.Query.Contains("dryRun=All"));
        api.Seen.Select(request => request.Path.Split('/')[^1]).ShouldBe(
            ["pods", "deployments", "services", "configmaps", "secrets", "serviceaccounts", "roles"]);
    }

    [Test]
    public async Task Whoever_refuses_an_object_is_quoted()
    {
        const string words = "pods \"harness-preflight\" is forbidden: violates PodSecurity \"custom\"";
        using var api = new FakeApiServer(request => request.Path.EndsWith("/pods", StringComparison.Ordinal)
            ? ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden", words)
            : ApiAnswer.Text(request.Body));

        var failure = await Should.ThrowAsync<HarnessException>(() => CheckAsync(api));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe($"""
            the cluster refuses 1 of the kinds of objects that a run makes; they were tried without making any:
              pod: {words}
            have namespaces named harness-* exempted, or use a throw-away cluster: --cluster k3s or --cluster offline
            """);
    }

    [Test]
    public async Task A_webhook_without_a_dry_run_refuses_nothing()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Failure(
            HttpStatusCode.BadRequest, "BadRequest", "admission webhook \"policy.example\" does not support dry run"));

        await CheckAsync(api);

        api.Seen.Count.ShouldBe(7);
    }

    [Test]
    public async Task A_server_that_only_fails_decides_nothing()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Failure(HttpStatusCode.InternalServerError, "InternalError", "out of memory"));

        (await Should.ThrowAsync<HarnessException>(() => CheckAsync(api))).Message
            .ShouldBe("not within 40 s: the API server says whether it would take a pod; last seen: out of memory");
    }

    [TestCase(9, false)]
    [TestCase(20, true)]
    public async Task A_webhook_that_stays_away_refuses_for_it_must_be_asked(int secondsAway, bool isRefusal)
    {
        const string words = "Internal error occurred: failed calling webhook \"policy.example\": connection refused";
        var time = new HurriedTime();
        var started = time.GetTimestamp();
        using var api = new FakeApiServer(request => request.Path.EndsWith("/pods", StringComparison.Ordinal)
                && time.GetElapsedTime(started).TotalSeconds < secondsAway
            ? ApiAnswer.Failure(HttpStatusCode.InternalServerError, "InternalError", words)
            : ApiAnswer.Text(request.Body));

        var failure = await FailureAsync(() => CheckAsync(api, time));

        (failure is not null).ShouldBe(isRefusal);
        if (isRefusal)
            failure!.Message.ShouldContain($" without making any:\n  pod: {words}\n");
    }

    private static async Task<HarnessException?> FailureAsync(Func<Task> check)
    {
        try
        {
            await check();
            return null;
        }
        catch (HarnessException failure)
        {
            return failure;
        }
    }

    private static async Task CheckAsync(FakeApiServer api, HurriedTime? time = null)
    {
        using var admin = api.Client();
        await new AdmissionCheck(admin, HelloImageChoice.Other("hello:1")) { Time = time ?? new HurriedTime() }
            .EnsureAsync("harness-a-1", default);
    }
}
