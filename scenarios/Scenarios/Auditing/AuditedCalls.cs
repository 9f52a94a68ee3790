using System.Security.Cryptography;
using Harness.Access;
using Harness.Clusters;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Auditing;

/// <summary>The API server's audit log names who called what, and what was answered.</summary>
public sealed class AuditedCalls : ScenarioFixture
{
    [Test]
    [Claim("C25")]
    public Task Each_call_is_in_the_audit_log_once_with_caller_service_path_and_answer() => ProveAsync("audit", async s =>
    {
        using var log = await AuditLogs.OpenAsync(s);
        var (shop, stock) = (await s.HelloAppAsync(AuditedServices.All[0]), await s.HelloAppAsync(AuditedServices.All[1]));
        var (reader, writer, stranger) =
            (await s.ConsumerAsync("reader"), await s.ConsumerAsync("writer"), await s.ConsumerAsync("stranger"));
        await s.GrantAsync(reader, [shop.Name], "get");
        await s.GrantAsync(writer, [$"{stock.Name}:8080"], "create", "update");

        var calls = new Calls(s);
        await calls.MakeAsync(reader, "GET", shop.Url, "/metrics");
        await calls.MakeAsync(reader, "HEAD", shop.Url, "/");
        await calls.MakeAsync(reader, "GET", shop.Url, "/no page/\u00fc");
        await calls.UpgradeAsync(reader, shop.Url);
        await calls.MakeAsync(writer, "POST", stock.Url.WithPort(8080), "/orders");
        await calls.MakeAsync(writer, "PUT", stock.Url.WithPort(8080), "/orders");
        await calls.MakeAsync(reader, "POST", shop.Url, "/orders");
        await calls.MakeAsync(reader, "GET", stock.Url, "/metrics");
        await calls.MakeAsync(writer, "OPTIONS", stock.Url.WithPort(8080), "/orders");
        await calls.MakeAsync(stranger, "GET", shop.Url, "/metrics");
        await calls.MakeAsync(null, "GET", shop.Url, "/metrics");

        var events = await AuditLogs.WaitAsync(
            s, log, shop.Namespace, seen => calls.All.All(call => seen.Any(call.IsThis)));
        foreach (var call in calls.All)
            s.Seen.ExpectEqual(call.Title, call.Expected, call.Seen(events), call.Verdict.ToString(), NoAnswer(call.Verdict));
    });

    private static string? NoAnswer(Verdict verdict) => verdict.Evidence.Status is null ? "the call was not answered" : null;

    /// <summary>Makes calls, each with a path that no other has.</summary>
    private sealed class Calls(Scenario s)
    {
        private readonly Dictionary<string, ServiceProxyClient> _clients = [];
        private readonly List<AuditedCall> _all = [];

        public IReadOnlyList<AuditedCall> All => _all;

        public async Task MakeAsync(Consumer? caller, string method, ServiceProxyUrl url, string path)
        {
            var own = url.WithPath($"{path.TrimEnd('/')}/{RandomNumberGenerator.GetHexString(12, lowercase: true)}").WithQuery("q", path);
            var verdict = (await (await ClientAsync(caller)).CallAsync(new HttpMethod(method), own, s.Stop)).Verdict;
            _all.Add(new AuditedCall(caller, verdict, own, HttpVerb.Of(method)));
        }

        public async Task UpgradeAsync(Consumer caller, ServiceProxyUrl url)
        {
            var own = url.WithPath("/ws").WithQuery("q", "socket");
            if (!s.Session.Image.IsOurs)
                return;
            var verdict = await (await ClientAsync(caller)).UpgradeAsync(own, s.Stop);
            _all.Add(new AuditedCall(caller, verdict, own, "get"));
        }

        private async Task<ServiceProxyClient> ClientAsync(Consumer? caller)
        {
            if (!_clients.TryGetValue(caller?.Name ?? "", out var client))
            {
                _clients[caller?.Name ?? ""] = client = caller is null
                    ? s.ClientWith("nobody", null)
                    : await s.ClientForAsync(caller);
            }

            return client;
        }
    }
}
