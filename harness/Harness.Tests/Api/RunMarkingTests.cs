using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Lifetime;
using Harness.Tests.Support;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Tests.Api;

internal sealed class RunMarkingTests
{
    [TestCase("/api/v1/namespaces", true)]
    [TestCase("/api/v1/namespaces/a/secrets", true)]
    [TestCase("/apis/apps/v1/namespaces/a/deployments", true)]
    [TestCase("/apis/rbac.authorization.k8s.io/v1/clusterroles", true)]
    [TestCase("/k8s/clusters/c-1/apis/apps/v1/namespaces/a/deployments", true)]
    [TestCase("/api/v1/namespaces/a/serviceaccounts/b/token", false)]
    [TestCase("/api/v1/namespaces/a/services/hello-app/proxy/echo", false)]
    [TestCase("/apis/authorization.k8s.io/v1/subjectaccessreviews", false)]
    [TestCase("/apis/authorization.k8s.io/v1/namespaces/a/localsubjectaccessreviews", false)]
    [TestCase("/version", false)]
    public void Objects_are_made_at_collections_alone(string path, bool isCollection) =>
        RunMarking.IsCollection(path).ShouldBe(isCollection);

    [Test]
    public async Task Whatever_is_made_has_the_runs_mark_and_so_have_its_pods()
    {
        using var api = new FakeApiServer(request => ApiAnswer.Text(request.Body));
        using var admin = new Kubernetes(
            new KubernetesClientConfiguration { Host = "http://api.example" }, new RunMarking(new RunMark("run-1")) { InnerHandler = api });
        var secret = new V1Secret { Metadata = new V1ObjectMeta { Name = "a", Labels = new Dictionary<string, string> { ["b"] = "c" } } };

        await admin.CoreV1.CreateNamespacedSecretAsync(secret, "team-a");
        await admin.AppsV1.CreateNamespacedDeploymentAsync(
            HelloWorkload.Standard().Deployment(HelloImageChoice.Other("hello:1")), "team-a");
        await admin.RbacAuthorizationV1.CreateClusterRoleAsync(new V1ClusterRole { Metadata = new V1ObjectMeta { Name = "a" } });

        var made = api.Seen.Select(request => JsonNode.Parse(request.Body)!).ToList();
        made.ShouldAllBe(one => (string?)one["metadata"]!["labels"]!["harness/run"] == "run-1");
        made.ShouldAllBe(one => (string?)one["metadata"]!["annotations"]!["harness/owner"] == RunMark.Owner);
        ((string?)made[0]["metadata"]!["labels"]!["b"]).ShouldBe("c");
        ((string?)made[1]["spec"]!["template"]!["metadata"]!["labels"]!["harness/run"]).ShouldBe("run-1");
        made[1]["spec"]!["selector"]!["matchLabels"]!.AsObject().Count.ShouldBe(1);
    }

    [Test]
    public void A_living_process_an_unknown_one_and_another_machines_are_not_taken_for_dead()
    {
        RunMark.IsOfDead(RunMark.Owner).ShouldBeFalse();
        RunMark.IsOfDead(null).ShouldBeFalse();
        RunMark.IsOfDead("").ShouldBeFalse();
        RunMark.IsOfDead("0123456789abcdef/1/1").ShouldBeFalse();
    }

    [Test]
    public void A_process_of_this_machine_that_is_gone_is_known_to_be()
    {
        var scope = RunMark.Owner.Split('/')[0];

        RunMark.IsOfDead($"{scope}/{Environment.ProcessId}/1").ShouldBeTrue("the number was used again");
        RunMark.IsOfDead($"{scope}/{int.MaxValue}/1").ShouldBeTrue();
    }

    [Test]
    public void The_mark_does_not_name_the_machine() => RunMark.Owner.ShouldNotContain(Ownership.Current.Split('/')[0]);
}
