using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Workloads;

namespace Harness.Load.Alternatives;

/// <summary>A route to something in front of hello-app that is reached as hello-app is: by a node port, or from a pod.</summary>
internal static class GuardedRoute
{
    /// <summary>Makes one.</summary>
    /// <param name="workload">The benchmark's workload.</param>
    /// <param name="nodePort">Its node port; null for none.</param>
    /// <param name="inCluster">Its address for pods.</param>
    /// <param name="user">Who is let in; null where everybody is.</param>
    /// <param name="path">Path of hello-app behind it.</param>
    /// <exception cref="HarnessException">This host does not reach it.</exception>
    public static (LoadRoute Route, ILoadGenerator Generator) To(
        BenchWorkload workload, int? nodePort, Uri inCluster, BasicCredentials? user, string path = "/")
    {
        var direct = workload.Session.Direct;
        var isPod = direct.Kind == DirectRouteKind.Pod;
        var address = isPod ? inCluster : nodePort is { } port ? direct.To(port) : null;
        if (address is null)
            throw HarnessException.Undecided("its service has no node port that this host reaches");
        // A pod is told who it is by a mounted file, and nothing of it is on its command line.
        var target = new HttpTarget(new Uri(address, path), HelloWorkload.Greeting)
        {
            Authorization = isPod ? null : user?.ToHeader(),
        };
        return (new LoadRoute("", direct.Description, target), isPod
            ? new PodLoadGenerator(workload.Session, workload.Hello.Namespace)
            {
                Caller = user is null ? PodCaller.Nobody : PodCaller.With(user),
            }
            : new LocalLoadGenerator());
    }
}
