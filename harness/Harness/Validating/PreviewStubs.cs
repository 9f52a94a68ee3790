using Harness.Access;
using Harness.Asking;
using Harness.Rbac.Policies;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Validating;

/// <summary>What a policy names and files leave out, on a cluster that is made for a preview.</summary>
internal static class PreviewStubs
{
    /// <summary>hello-app behind each service that the policy names, and an account for each consumer.</summary>
    public static async Task MakeAsync(AccessPolicy policy, HarnessSession run, PreviewCluster cluster, CancellationToken stop)
    {
        var accounts = policy.Consumers.Select(consumer => consumer.Subject).Where(subject => subject.Namespace is not null)
            .Select(subject => new Consumer(subject.Namespace!, subject.Name)).Distinct().ToList();
        await cluster.CreateNamespacesAsync([.. policy.Namespaces, .. accounts.Select(account => account.Namespace)], stop)
            .ConfigureAwait(false);
        foreach (var account in accounts)
            await cluster.CreateAccountAsync(account, stop).ConfigureAwait(false);
        var services = policy.Consumers.SelectMany(consumer => consumer.Allow).SelectMany(allowance =>
            allowance.Namespaces.SelectMany(ns => allowance.Services.Select(service => (Namespace: ns, Name: service))));
        await Task.WhenAll(services.Distinct().Select(service =>
            run.Deployer.DeployAsync(HelloWorkload.Standard(service.Name), service.Namespace, [], stop))).ConfigureAwait(false);
    }
}
