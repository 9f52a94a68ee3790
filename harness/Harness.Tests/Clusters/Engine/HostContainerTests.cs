using System.Text.Json;
using Harness.Clusters.Engine;
using Harness.Lifetime;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Clusters.Engine;

/// <summary>A container beside the cluster, against an engine that a test plays.</summary>
[NonParallelizable]
internal sealed class HostContainerTests
{
    private static readonly string Id = new('a', 64);

    [Test]
    public async Task It_is_on_the_hosts_network_without_rights_and_is_found_again_by_its_labels()
    {
        JsonElement created = default;
        await using var fake = await FakeEngine.StartAsync(answer: async context =>
        {
            if (Asks(context, "create"))
                created = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
            await AnswerAsync(context, startStatus: 204);
        });

        var container = await StartAsync();
        await container.DisposeAsync();

        var host = created.GetProperty("HostConfig");
        host.GetProperty("NetworkMode").GetString().ShouldBe("host");
        host.GetProperty("ReadonlyRootfs").GetBoolean().ShouldBeTrue();
        host.GetProperty("CapDrop")[0].GetString().ShouldBe("ALL");
        host.GetProperty("Binds")[0].GetString().ShouldBe("/folder:/input:ro,z");
        created.GetProperty("Labels").GetProperty(Ownership.Label).GetString().ShouldBe(Ownership.Current);
        created.GetProperty("Labels").GetProperty(Ownership.RunLabel).GetString().ShouldBe("run-1");
        fake.Seen.Last().ShouldSatisfyAllConditions(
            last => last.Method.ShouldBe("DELETE"), last => last.Target.ShouldStartWith($"/v1.44/containers/{Id}"));
    }

    [Test]
    public async Task One_that_does_not_start_is_removed_and_the_engines_words_are_shown()
    {
        await using var fake = await FakeEngine.StartAsync(answer: context => AnswerAsync(context, startStatus: 500));

        var failure = await Should.ThrowAsync<HarnessException>(StartAsync);

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe("the engine would not start a container of image:1: no network");
        fake.Seen.Last().Method.ShouldBe("DELETE");
    }

    private static async Task<HostContainer> StartAsync()
    {
        var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);
        return await HostContainer.StartAsync(engine, "image:1", ["--flag"], "/folder", "run-1", CancellationToken.None);
    }

    private static Task AnswerAsync(HttpContext context, int startStatus)
    {
        context.Response.StatusCode = Asks(context, "create") ? 201 : Asks(context, "start") ? startStatus : 204;
        return context.Response.StatusCode switch
        {
            201 => context.Response.WriteAsync($$"""{"Id":"{{Id}}","Warnings":[]}"""),
            500 => context.Response.WriteAsync("""{"message":"no network"}"""),
            _ => Task.CompletedTask,
        };
    }

    private static bool Asks(HttpContext context, string call) =>
        context.Request.Path.Value!.EndsWith($"/{call}", StringComparison.Ordinal);
}
