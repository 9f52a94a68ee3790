using BenchmarkDotNet.Attributes;
using Harness.Proxying;

namespace Harness.Micro;

/// <summary>What a call through the proxy costs on this side: its URL, and the reading of its answer.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private const string Forbidden =
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"services \"hello-app\" is forbidden: User
        \"system:serviceaccount:web:consumer\" cannot get resource \"services/proxy\" in API group \"\" in the namespace \"web\"",
        "reason":"Forbidden","details":{"name":"hello-app","kind":"services"},"code":403}
        """;

    private readonly string _service = "hello-app";
    private readonly CallEvidence _call = new()
    {
        Method = "GET",
        Url = "/api/v1/namespaces/web/services/hello-app/proxy/",
        Caller = "consumer",
    };

    [Benchmark(Description = "the URL of a named port, with a path and a query")]
    public string Url() =>
        ServiceProxyUrl.For("web", _service).WithPort("http").WithPath("a folder/page").WithQuery("q", "ä&b").PathAndQuery;

    [Benchmark(Description = "the verdict on an answer of 200")]
    public Verdict Allowed() => VerdictReader.Read(_call, 200, "Hello, world!\nVersion: 1.0.0\nHostname: hello-app\n");

    [Benchmark(Description = "the verdict on an answer of 403")]
    public Verdict Denied() => VerdictReader.Read(_call, 403, Forbidden);
}
