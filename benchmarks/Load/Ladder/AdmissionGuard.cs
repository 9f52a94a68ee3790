using System.Net;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Waiting;
using Harness.Workloads;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Load.Ladder;

/// <summary>
/// A ValidatingAdmissionPolicy on the calls of one service, which leads to the same pods: it lets paths through that have no dots for a
/// segment, and refuses one path, by which it is seen to be in force.
/// </summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/. A call through the proxy is a CONNECT
/// whose object is its ServiceProxyOptions, with the path.
/// </remarks>
internal sealed class AdmissionGuard(BenchWorkload workload)
{
    private const string Service = "hello-guarded";
    private const string RefusedPath = "/refused-by-policy";
    private const string Rule = "has(object.path) && object.path != '" + RefusedPath
        + "' && !object.path.split('/').exists(s, s == '..' || s == '.')";

    private static readonly Version Since = new(1, 30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private IKubernetes Admin => workload.Session.Cluster.Admin;

    private string Name => $"harness-{workload.Hello.Namespace}";

    /// <summary>The guarded service's proxy URL.</summary>
    public static ServiceProxyUrl Url(DeployedHello hello) =>
        ServiceProxyUrl.For(hello.Namespace, Service).WithPort(hello.PortName ?? "http");

    /// <summary>Makes it and waits until it is in force; it is removed at the session's end.</summary>
    /// <returns>Null, or the reason why there is none.</returns>
    public async Task<string?> InstallAsync(CancellationToken stop)
    {
        var version = workload.Session.Facts.KubernetesVersion;
        if (KubernetesChange.VersionOf(version) < Since)
            return $"Kubernetes {version} has no ValidatingAdmissionPolicy, which came with {Since}";
        if (!workload.Session.AllowsClusterScope)
            return "a policy is cluster-wide; --allow-cluster-scope allows it";
        await ServiceAsync(stop).ConfigureAwait(false);
        workload.Session.RemoveAtEnd($"admission policy {Name}", new Removal(this));
        await Admin.AdmissionregistrationV1.CreateValidatingAdmissionPolicyAsync(Policy(), cancellationToken: stop).ConfigureAwait(false);
        await Admin.AdmissionregistrationV1.CreateValidatingAdmissionPolicyBindingAsync(Binding(), cancellationToken: stop)
            .ConfigureAwait(false);
        await InForceAsync(stop).ConfigureAwait(false);
        return null;
    }

    private Task<V1Service> ServiceAsync(CancellationToken stop)
    {
        var service = AppObjects.Service(workload.Hello.Name, HelloWorkload.Port);
        service.Metadata.Name = Service;
        service.Spec.Ports[0].Name = workload.Hello.PortName ?? "http";
        return Admin.CoreV1.CreateNamespacedServiceAsync(service, workload.Hello.Namespace, cancellationToken: stop);
    }

    private V1ValidatingAdmissionPolicy Policy() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        Spec = new V1ValidatingAdmissionPolicySpec
        {
            FailurePolicy = "Fail",
            MatchConstraints = new V1MatchResources
            {
                ResourceRules =
                [
                    new V1NamedRuleWithOperations
                    {
                        ApiGroups = [""],
                        ApiVersions = ["v1"],
                        Operations = ["CONNECT"],
                        Resources = ["services/proxy"],
                        ResourceNames = [Url(workload.Hello).ResourceName],
                    },
                ],
            },
            Validations = [new V1Validation { Expression = Rule, Message = "the path is not allowed" }],
        },
    };

    private V1ValidatingAdmissionPolicyBinding Binding() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        Spec = new V1ValidatingAdmissionPolicyBindingSpec
        {
            PolicyName = Name,
            ValidationActions = ["Deny"],
            MatchResources = new V1MatchResources
            {
                NamespaceSelector = new V1LabelSelector
                {
                    MatchLabels = new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = workload.Hello.Namespace },
                },
            },
        },
    };

    /// <summary>The guarded service answers, and no longer on the path that the policy refuses.</summary>
    private Task<bool> InForceAsync(CancellationToken stop) => new Condition($"the admission policy {Name} refuses {RefusedPath}", Deadline)
        .WaitAsync(
            async ct =>
            {
                try
                {
                    using var answer = await Admin.CoreV1.ConnectGetNamespacedServiceProxyWithPathAsync(
                        Url(workload.Hello).ResourceName, workload.Hello.Namespace, RefusedPath.TrimStart('/'), cancellationToken: ct)
                        .ConfigureAwait(false);
                    return Seen.NotYet<bool>("it is let through");
                }
                catch (HttpOperationException refused) when (refused.Response.Content?.Contains(Name, StringComparison.Ordinal) == true
                    && refused.Response.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Forbidden)
                {
                    return Seen.Met(true);
                }
            },
            stop);

    private sealed class Removal(AdmissionGuard guard) : IAsyncDisposable
    {
        /// <summary>The binding first: without a policy it would be in error.</summary>
        public async ValueTask DisposeAsync()
        {
            var api = guard.Admin.AdmissionregistrationV1;
            await GoneAsync(() => api.DeleteValidatingAdmissionPolicyBindingAsync(guard.Name)).ConfigureAwait(false);
            await GoneAsync(() => api.DeleteValidatingAdmissionPolicyAsync(guard.Name)).ConfigureAwait(false);
        }

        private static async Task GoneAsync(Func<Task> delete)
        {
            try
            {
                await delete().ConfigureAwait(false);
            }
            catch (HttpOperationException answer) when (answer.Response.StatusCode == HttpStatusCode.NotFound)
            {
            }
        }
    }
}
