using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Harness.Load.Engine;
using HelloApp.Endpoints;
using HelloApp.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace HelloApp.Agents;

/// <summary>An agent's control port: whoever shows the run's key may order rounds on the targets that it was started with.</summary>
internal sealed class AgentServer(AgentOptions options)
{
    private const int LongestOrder = 4096;
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);
    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.Key);
    private readonly AgentRounds _rounds = new(options);

    /// <summary>The server, not started.</summary>
    public static WebApplication Create(AgentOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestOrder;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            if (options.Address.Equals(IPAddress.IPv6Any))
                kestrel.ListenAnyIP(options.Port);
            else
                kestrel.Listen(options.Address, options.Port);
        });
        var app = builder.Build();
        app.Run(new AgentServer(options).AnswerAsync);
        return app;
    }

    private Task AnswerAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        if (path == AgentPaths.Health)
            return Reply.TextAsync(context, StatusCodes.Status200OK, "ok");
        if (!HasKey(context.Request))
            return Reply.TextAsync(context, StatusCodes.Status401Unauthorized, $"{AgentPaths.KeyHeader} is missing or wrong");
        return (method, path) switch
        {
            ("GET", AgentPaths.Clock) =>
                Reply.TextAsync(context, StatusCodes.Status200OK, _rounds.Now.ToString(CultureInfo.InvariantCulture)),
            ("POST", AgentPaths.Rounds) => OrderAsync(context),
            ("GET", _) when Below(path, AgentPaths.Round) is { } id => ReportAsync(context, id),
            ("POST", _) when Below(path, AgentPaths.Request) is { } target => AskAsync(context, target),
            _ => Reply.TextAsync(context, StatusCodes.Status404NotFound, $"an agent has no {method} {path}"),
        };
    }

    /// <summary>In a time that does not tell how much of it is right.</summary>
    private bool HasKey(HttpRequest request) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[AgentPaths.KeyHeader].ToString()), _key);

    private static string? Below(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : null;

    private async Task OrderAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            var refusal = _rounds.Take(AgentOrder.FromJson(text));
            await Reply.TextAsync(
                context, refusal is null ? StatusCodes.Status202Accepted : StatusCodes.Status409Conflict, refusal ?? "taken");
        }
        catch (JsonException malformed)
        {
            await Reply.BadRequestAsync(context, $"not an order: {malformed.Message}");
        }
    }

    private Task ReportAsync(HttpContext context, string id) => _rounds.Report(id) is { } report
        ? Reply.BytesAsync(context, StatusCodes.Status200OK, "application/json", Encoding.UTF8.GetBytes(report.ToJson())).AsTask()
        : Reply.TextAsync(context, StatusCodes.Status404NotFound, "this agent has no such round");

    private async Task AskAsync(HttpContext context, string target)
    {
        if (await _rounds.AskAsync(target, AskTimeout, context.RequestAborted) is { } answer)
            await Reply.JsonAsync(context, StatusCodes.Status200OK, answer, HelloJson.Default.HttpAnswer);
        else
            await Reply.TextAsync(context, StatusCodes.Status404NotFound, $"this agent has no target {target}");
    }
}
