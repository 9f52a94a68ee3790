using Harness.Clusters;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Tests.Workloads;

internal sealed class HelloWorkloadTests
{
    private static readonly HelloImageChoice Image = HelloImageChoice.Other("registry.example/hello:1");
    private static readonly HelloWorkload[] Both = [HelloWorkload.Standard(), HelloWorkload.Headless()];

    [TestCaseSource(nameof(Both))]
    public void Labels_and_selectors_are_one(HelloWorkload workload)
    {
        var labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = workload.Name };
        var (deployment, service) = (workload.Deployment(Image), workload.Service());

        deployment.Spec.Selector.MatchLabels.ShouldBe(labels);
        deployment.Spec.Template.Metadata.Labels.ShouldBe(labels);
        deployment.Metadata.Labels.ShouldBe(labels);
        service.Spec.Selector.ShouldBe(labels);
        service.Metadata.Labels.ShouldBe(labels);
    }

    [TestCaseSource(nameof(Both))]
    public void The_service_leads_to_the_containers_port(HelloWorkload workload)
    {
        var (port, container) = (workload.Service().Spec.Ports.Single(), Container(workload));

        port.Port.ShouldBe(8080);
        ((string)port.TargetPort).ShouldBe("8080");
        container.Ports.Single().ContainerPort.ShouldBe(8080);
        port.Name.ShouldBeNull();
    }

    [Test]
    public void Standard_is_one_replica_that_only_the_cluster_reaches()
    {
        var workload = HelloWorkload.Standard();

        workload.Deployment(Image).Spec.Replicas.ShouldBe(1);
        workload.Service().Spec.Type.ShouldBe("ClusterIP");
        workload.Service().Spec.ClusterIP.ShouldBeNull();
    }

    [Test]
    public void A_node_port_is_opened_only_where_it_is_the_way_to_the_service()
    {
        HelloWorkload.Standard().ReachedBy(DirectRoute.Node("10.0.0.1")).Service().Spec.Type.ShouldBe("NodePort");
        HelloWorkload.Standard().ReachedBy(DirectRoute.Pod()).Service().Spec.Type.ShouldBe("ClusterIP");
        HelloWorkload.Headless().ReachedBy(DirectRoute.Node("10.0.0.1")).Service().Spec.ClusterIP.ShouldBe("None");
    }

    [Test]
    public void Headless_is_several_replicas_behind_no_address()
    {
        var workload = HelloWorkload.Headless();

        workload.Deployment(Image).Spec.Replicas.ShouldBe(3);
        workload.Service().Spec.Type.ShouldBe("ClusterIP");
        workload.Service().Spec.ClusterIP.ShouldBe("None");
    }

    [TestCaseSource(nameof(Both))]
    public void A_pod_is_probed_asks_for_little_and_has_no_token(HelloWorkload workload)
    {
        var container = Container(workload);

        container.Image.ShouldBe(Image.Reference);
        container.ImagePullPolicy.ShouldBe("IfNotPresent");
        container.ReadinessProbe.HttpGet.Path.ShouldBe("/");
        ((string)container.ReadinessProbe.HttpGet.Port).ShouldBe("8080");
        container.Resources.Requests.ToDictionary(request => request.Key, request => request.Value.ToString())
            .ShouldBe(new Dictionary<string, string> { ["cpu"] = "10m", ["memory"] = "16Mi" });
        workload.Deployment(Image).Spec.Template.Spec.AutomountServiceAccountToken.ShouldBe(false);
    }

    private static V1Container Container(HelloWorkload workload) => workload.Deployment(Image).Spec.Template.Spec.Containers.Single();
}
