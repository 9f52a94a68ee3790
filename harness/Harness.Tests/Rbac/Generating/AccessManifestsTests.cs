using System.Text.Json.Nodes;
using Harness.Rbac.Generating;

namespace Harness.Tests.Rbac.Generating;

internal sealed class AccessManifestsTests
{
    private static readonly ConsumerAccess Consumer = SampleAccess.Small().Consumers.Single();

    [Test]
    public void Two_consumers_of_one_name_are_bad_input() =>
        Refusal(new AccessManifests("shop", [Consumer, Consumer]))
            .ShouldBe("two consumers are called consumer; each needs a file of its own");

    [Test]
    public void The_same_object_twice_is_bad_input() =>
        Refusal(new AccessManifests("shop", [Consumer, Consumer with { Name = "another" }]))
            .ShouldBe("ServiceAccount shop/consumer would be made 2 times; give each a name of its own");

    [TestCase("../escape")]
    [TestCase("Consumer")]
    [TestCase("a/b")]
    [TestCase("a\n")]
    public void A_consumer_that_cannot_be_a_file_is_bad_input(string name) =>
        Refusal(new AccessManifests("shop", [Consumer with { Name = name }]))
            .ShouldStartWith($"consumer \"{name}\" cannot be a file's name");

    [Test]
    public void What_was_given_stays_as_it_was()
    {
        var workload = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "map" } };
        var before = workload.ToJsonString();

        KustomizeBase.Of(new AccessManifests("shop", []) { Workloads = [workload] });
        HelmChart.Of(new AccessManifests("shop", []) { Workloads = [workload] }, "chart");

        workload.ToJsonString().ShouldBe(before);
    }

    private static string Refusal(AccessManifests manifests)
    {
        var failure = Should.Throw<HarnessException>(() => KustomizeBase.Of(manifests));
        failure.Kind.ShouldBe(FailureKind.BadInput);
        return failure.Message;
    }
}
