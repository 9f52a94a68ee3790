using Harness.Scenarios.Federation;
using Harness.Tests.Support;

namespace Harness.Tests.Scenarios;

internal sealed class PrometheusApiTests
{
    /// <summary>In Czech "ch" comes after "h".</summary>
    [Test]
    [SetCulture("cs-CZ")]
    public async Task Values_of_a_label_are_in_the_order_of_names_whatever_the_language()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, """
            {"data": {"result": [{"metric": {"namespace": "h"}}, {"metric": {}}, {"metric": {"namespace": "ch"}}]}}
            """));
        using var api = new PrometheusApi(server.Url);

        (await api.LabelsAsync("m", "namespace", CancellationToken.None)).ShouldBe(["", "ch", "h"]);
    }
}
