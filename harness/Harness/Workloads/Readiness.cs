using k8s.Models;

namespace Harness.Workloads;

/// <summary>
/// Probes of whatever is called: an endpoint is ready once the container answers, and not as soon as it runs. What has answered stays
/// ready, since on a machine that is short of time the kubelet's own probes come late.
/// </summary>
public static class Readiness
{
    private const int LastingFailures = 600;

    /// <summary>The container answers a GET with 2xx or 3xx; the kubelet does not verify a certificate.</summary>
    public static V1Probe Http(int port, string path = "/", string scheme = "HTTP") =>
        Probe(new V1Probe { HttpGet = new V1HTTPGetAction { Path = path, Port = port, Scheme = scheme } });

    /// <summary>The container takes connections: for what answers a GET only to those who know its password.</summary>
    public static V1Probe Tcp(int port) => Probe(new V1Probe { TcpSocket = new V1TCPSocketAction { Port = port } });

    /// <summary>A command in the container succeeds: for what listens where the kubelet does not reach it.</summary>
    public static V1Probe Exec(params string[] command) => Probe(new V1Probe { Exec = new V1ExecAction { Command = command } });

    private static V1Probe Probe(V1Probe probe)
    {
        (probe.PeriodSeconds, probe.TimeoutSeconds, probe.FailureThreshold) = (1, 10, LastingFailures);
        return probe;
    }
}
