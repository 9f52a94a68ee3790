using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Load.Tests.Support;
using k8s;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests.RbacCost;

/// <summary>As much of an API server as roles and bindings need: it keeps them, and its authorizer goes by them a little later.</summary>
internal sealed class FakeRbac : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, JsonNode> _objects = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private LoopbackServer _server = null!;
    private int _stale;

    public Kubernetes Admin { get; private set; } = null!;

    /// <summary>Writes and reviews in order, e.g. <c>POST rolebindings own-3</c>; a review has its answer instead of a name.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>Reviews after each write that are answered as if it were not in effect.</summary>
    public int Lag { get; init; }

    public static async Task<FakeRbac> StartAsync(FakeRbac? api = null)
    {
        api ??= new FakeRbac();
        api._server = await LoopbackServer.StartAsync((context, _) => api.AnswerAsync(context));
        api.Admin = KubernetesClients.Create(new ApiServerAddress(api._server.Url, null), token: null);
        return api;
    }

    public int Count(string kind) => _objects.Keys.Count(key => key.StartsWith($"{kind} ", StringComparison.Ordinal));

    public JsonNode Object(string kind, string name) => _objects[$"{kind} {name}"];

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (method, parts) = (context.Request.Method, context.Request.Path.Value!.Split('/'));
        var body = method == "DELETE" ? null : (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (parts[^1] == "subjectaccessreviews")
        {
            var isAllowed = Interlocked.Decrement(ref _stale) < 0 ? IsAllowed(body!["spec"]!) : !IsAllowed(body!["spec"]!);
            _calls.Enqueue($"review {(isAllowed ? "yes" : "no")}");
            body!["status"] = new JsonObject { ["allowed"] = isAllowed };
        }
        else
        {
            body = Store(method, method == "POST" ? parts[^1] : parts[^2], method == "POST" ? Name(body!) : parts[^1], body);
        }

        context.Response.StatusCode = body is null ? 404 : method == "POST" ? 201 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync((body ?? new JsonObject()).ToJsonString());
    }

    private JsonObject? Store(string method, string kind, string name, JsonObject? body)
    {
        _calls.Enqueue($"{method} {kind} {name}");
        _stale = Lag;
        if (method == "DELETE")
            return _objects.TryRemove($"{kind} {name}", out _) ? new JsonObject() : null;
        _objects[$"{kind} {name}"] = body!;
        return body;
    }

    private bool IsAllowed(JsonNode spec) => _objects.Where(one => one.Key.StartsWith("rolebindings ", StringComparison.Ordinal))
        .Any(binding => binding.Value["subjects"]!.AsArray().Any(subject =>
                $"system:serviceaccount:{subject!["namespace"]}:{subject["name"]}" == $"{spec["user"]}")
            && _objects[$"roles {binding.Value["roleRef"]!["name"]}"]["rules"]!.AsArray().Any(rule =>
                rule!["resourceNames"]!.AsArray().Any(name => $"{name}" == $"{spec["resourceAttributes"]!["name"]}")));

    private static string Name(JsonNode body) => $"{body["metadata"]!["name"]}";
}
