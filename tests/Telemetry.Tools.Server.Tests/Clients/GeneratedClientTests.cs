using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Generated clients in other languages, run by python3 and node against the real server.</summary>
[TestClass]
public sealed class GeneratedClientTests
{
    private const string Shop = """
        {
          "schema": "shop", "version": "1-0-0", "namespace": "Shop", "discriminator": "kind", "payload": "data",
          "fields": { "at": { "type": "timestamp", "role": "time" }, "who": { "type": "string", "privacy": "hash", "hash": "sha256", "optional": true } },
          "events": {
            "order_placed": {
              "typeName": "OrderPlaced", "description": "An order */ \"quoted\" \\ and\nlines.",
              "fields": {
                "class": "string", "note": { "type": "string", "nullable": true }, "left_out": { "type": "string", "optional": true },
                "small": "int32", "large": "int64", "ratio": "double", "price": { "type": "decimal", "unit": "usd" }, "good": "bool", "day": "date",
                "took": { "type": "duration", "unit": "ms" }, "id": "uuid", "digest": "sha256",
                "open": { "type": "enum", "values": ["a", "b c"] }, "closed": { "type": "enum", "closed": true, "values": ["one", "two"] },
                "place": { "type": "object", "typeName": "Place", "fields": { "x": "int32", "y": { "type": "string", "nullable": true } } },
                "tags": { "type": "list", "items": "string" }, "counts": { "type": "map", "items": "double" }, "any": "json", "input_hash": { "type": "string", "privacy": "hash" }
              }
            },
            "order_left": { "typeName": "OrderLeft", "fields": { "secret": { "type": "string", "privacy": "redact" } } }
          }
        }
        """;

    private const string Log = """
        {
          "schema": "log", "version": "1-0-0", "namespace": "Log",
          "events": {
            "entry": {
              "fields": {
                "event_id": { "type": "string", "optional": true, "role": "id" }, "at": { "type": "timestamp", "role": "time", "optional": true }, "count": "int64", "price": "decimal",
                "extra": { "type": "json", "nullable": true }, "id": { "type": "uuid", "optional": true }, "place": { "type": "string", "privacy": "hash", "optional": true }
              }
            }
          }
        }
        """;

    private const string PythonEvents = """
        import asyncio, json, sys
        from datetime import date, datetime, timedelta, timezone
        from decimal import Decimal
        from shop_events import OrderLeft, OrderPlaced, Place
        from telemetry_client import ClientConfig, PromptOpsClient, ValidationError

        def order(i: int, at: datetime) -> OrderPlaced:
            return OrderPlaced(at=at, who="jane@example.com", class_='größe "x" \\ \n\x01 🙂\ud800', small=-7, large=9007199254740993, ratio=i + 0.1, price=Decimal("0.000000001"),
                good=True, day=date(2026, 11, 20), took=timedelta(microseconds=1500), id="0199B3A0-1c5e-7000-8000-000000000001", digest="B" * 64, open="new one", closed="two",
                place=Place(x=1), tags=["a", "b"], counts={"k": 1.0, "l": 1e-7, "m": -1.25e-5, "n": 1e15, "o": 123456.789, "p": 1e21, "q": 0.0001, "r": -0.0, "s": 1e16, "t": 1e17, "u": 9.9e-5}, any={"z": [1, None, "x"]}, input="raw text")

        at = datetime(2026, 11, 20, 10, 0, 0, 123456, timezone.utc)
        print(order(0, at).to_json())
        print(OrderLeft(at=at.replace(microsecond=0), secret="never").to_json())
        for wrong in ({"closed": "three"}, {"small": 1 << 31}, {"good": 1}, {"class_": None}):
            try:
                from dataclasses import replace
                replace(order(0, at), **wrong)
                print("taken", wrong)
            except ValidationError as error:
                print("#", error)

        async def main() -> None:
            rejected = []
            client = PromptOpsClient(ClientConfig(base_url=sys.argv[1], api_key=sys.argv[2], on_rejected=rejected.append,
                telemetry={"enabled": True, "endpoint": sys.argv[1] + "/v1/client/usage/log", "batch_size": 50, "flush_interval": 30, "buffer_folder": sys.argv[3]}))
            await client.initialize()
            now = datetime.now(timezone.utc)
            for i in range(120):
                assert client.log(order(i, now))
                assert client.log_usage(model="gpt-5", success=True, prompt_id=f"p{i}", tokens_used=i, cost_usd=Decimal("0.01"))
            tries = 0
            while not await client.flush():
                tries += 1
                assert tries < 60, client.warnings
            await client.close()
            c = client.counts
            print("# counts", json.dumps([c.logged, c.accepted + c.duplicates, c.rejected, c.dropped]), len(rejected))

        asyncio.run(main())
        """;

    private const string NodeEvents = """
        import { OrderLeft, OrderPlaced } from './shop-events.mjs';
        import { PromptOpsClient, ValidationError } from './telemetry-client.mjs';

        const values = (i, at) => ({ at, who: 'jane@example.com', class: 'größe "x" \\ \n\x01 🙂\ud800', small: -7, large: 9007199254740993n, ratio: i + 0.1, price: '0.000000001',
          good: true, day: '2026-11-20', took: 1.5, id: '0199B3A0-1c5e-7000-8000-000000000001', digest: 'B'.repeat(64), open: 'new one', closed: 'two',
          place: { x: 1 }, tags: ['a', 'b'], counts: { k: 1, l: 1e-7, m: -1.25e-5, n: 1e15, o: 123456.789, p: 1e21, q: 0.0001, r: -0, s: 1e16, t: 1e17, u: 9.9e-5 }, any: { z: [1, null, 'x'] }, input: 'raw text' });
        const at = '2026-11-20T10:00:00.123456Z';
        console.log(await new OrderPlaced(values(0, at)).toLine());
        console.log(await new OrderLeft({ at: new Date('2026-11-20T10:00:00Z'), secret: 'never' }).toLine());
        for (const wrong of [{ closed: 'three' }, { small: 2 ** 31 }, { good: 1 }, { class: null }]) {
          try {
            new OrderPlaced({ ...values(0, at), ...wrong });
            console.log('taken', wrong);
          } catch (error) {
            if (!(error instanceof ValidationError)) throw error;
            console.log('#', error.message);
          }
        }

        const [, , baseUrl, apiKey, bufferFolder] = process.argv;
        const rejected = [];
        const client = new PromptOpsClient({ baseUrl, apiKey, enableTelemetry: true, telemetryEndpoint: `${baseUrl}/v1/client/usage/log`, batchSize: 50, bufferFolder, onRejected: (item) => rejected.push(item) });
        await client.initialize();
        const now = new Date();
        for (let i = 0; i < 120; i++) {
          if (!client.log(new OrderPlaced(values(i, now)))) throw new Error('dropped');
          if (!client.logUsage({ model: 'gpt-5', success: true, prompt_id: `p${i}`, tokens_used: i, cost_usd: '0.01' })) throw new Error('dropped');
        }
        for (let tries = 0; !(await client.flush()); tries++) if (tries > 60) throw new Error(client.warnings.join());
        await client.close();
        const c = client.counts;
        console.log('# counts', JSON.stringify([c.logged, c.accepted + c.duplicates, c.rejected, c.dropped]).replaceAll(',', ', '), rejected.length);
        """;

    [TestMethod]
    [DataRow("python", "python3", "main.py")]
    [DataRow("typescript", "node", "main.mjs")]
    public async Task EventsStandAsTheToolWritesThemAndArriveOnceThroughEveryFault(string language, string program, string main)
    {
        using var folder = new FolderOfTest();
        folder.Generate(language, Shop);
        File.WriteAllText(folder.PathTo(main), language == "python" ? PythonEvents : NodeEvents);
        await using var world = await ServerWorld.StartAsync();
        var key = world.CreateKey(ServerRole.Admin);
        (await world.SendAsync(HttpMethod.Put, "/v1/schemas/shop", ServerWorld.Content(Encoding.UTF8.GetBytes(Shop), "application/json"), key)).ShouldBe(201);
        NetworkFault[] faults =
        [
            NetworkFault.Refuse, NetworkFault.CutRequest(100), NetworkFault.CutAnswer(0), NetworkFault.CutAnswer(100), NetworkFault.Answer(503, "Retry-After: 1\r\n"), NetworkFault.Answer(429), NetworkFault.Answer(500), NetworkFault.Nonsense,
        ];
        await using var network = new FaultyNetwork(world.Address, faults);
        var lines = folder.Run(program, main, network.Address.AbsoluteUri.TrimEnd('/'), key, folder.PathTo("buffer"));

        var encoder = new EventEncoder(SchemaParser.Parse(Shop, "shop").Document!);
        foreach (var line in lines.Take(2)) Encoding.UTF8.GetString(encoder.EncodeJson(Encoding.UTF8.GetBytes(line))).TrimEnd('\n').ShouldBe(line);
        lines[0].ShouldStartWith("""{"at":"2026-11-20T10:00:00.123456Z","who":"8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d","kind":"order_placed","data":{"class":"größe \"x\" \\ \n\u0001 🙂\uFFFD","note":null,"small":-7,"large":9007199254740993,"ratio":0.1,"price":0.000000001,""".Replace("\\uFFFD", "\uFFFD"));
        lines[0].ShouldContain("\"input_hash\":null");
        lines[1].ShouldBe("""{"at":"2026-11-20T10:00:00.000Z","kind":"order_left","data":{}}""");
        lines[2..6].ShouldBe(["# not one of one, two: data.closed", "# out of range: data.small", "# wrong type: data.good", "# missing field: data.class"]);
        lines[6].ShouldBe("# counts [240, 240, 0, 0] 0");
        network.Left.ShouldBe(0);
        StoreFigures.Of(world).ShouldBe(new StoreFigures(240, 120, 120, 0));
        Directory.GetFiles(folder.PathTo("buffer")).Select(Path.GetFileName).Except(["server", "hash.key"]).ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("python", "python3", "wait.py")]
    [DataRow("typescript", "node", "wait.mjs")]
    public async Task WhatAKilledProgramHadOnDiskIsSentByTheNextOneAndNoFileHoldsTheKey(string language, string program, string main)
    {
        using var folder = new FolderOfTest();
        folder.Generate(language, ProductSchemas.Find("client-usage")!.SchemaJson);
        File.WriteAllText(folder.PathTo(main), language == "python" ? """
            import asyncio, os, signal, sys, time
            from telemetry_client import ClientConfig, PromptOpsClient
            async def main() -> None:
                client = PromptOpsClient(ClientConfig(base_url=sys.argv[1], api_key=sys.argv[4], telemetry={"enabled": True, "buffer_folder": sys.argv[2]}))
                await client.initialize()
                if sys.argv[3] == "die":
                    for i in range(70):
                        client.log_usage(model="gpt-5", success=True, tokens_used=i)
                    await client.flush()
                    os.kill(os.getpid(), signal.SIGKILL)
                print(await client.flush(), client.counts.accepted)
                await client.close()
            asyncio.run(main())
            """ : """
            import { PromptOpsClient } from './telemetry-client.mjs';
            const [, , baseUrl, bufferFolder, what, apiKey] = process.argv;
            const client = new PromptOpsClient({ baseUrl, apiKey, enableTelemetry: true, bufferFolder });
            await client.initialize();
            if (what === 'die') {
              for (let i = 0; i < 70; i++) client.logUsage({ model: 'gpt-5', success: true, tokens_used: i });
              await client.flush();
              process.kill(process.pid, 'SIGKILL');
              await new Promise(() => setInterval(() => {}, 1000));
            }
            console.log((await client.flush()) ? 'True' : 'False', client.counts.accepted);
            await client.close();
            """);
        await using var world = await ServerWorld.StartAsync();
        var key = world.CreateKey(ServerRole.Writer);
        await using var network = new FaultyNetwork(world.Address, NetworkFault.Answer(503));
        var address = network.Address.AbsoluteUri.TrimEnd('/');
        folder.Run(program, main, 137, address, folder.PathTo("buffer"), "die", key);
        var files = Directory.GetFiles(folder.PathTo("buffer"));
        files.Count(file => Path.GetFileName(file).StartsWith("client-usage.", StringComparison.Ordinal)).ShouldBe(1);
        foreach (var file in files) Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain(key);
        StoreFigures.Of(world).Events.ShouldBe(0);
        folder.Run(program, main, address, folder.PathTo("buffer"), "live", key).ShouldBe(["True 70"]);
        StoreFigures.Of(world).Events.ShouldBe(70);
    }

    [TestMethod]
    [DataRow("python", "python3", "main.py")]
    [DataRow("typescript", "node", "main.mjs")]
    public void WhatIsNotSentIsKeptAsItWasWhenItWasLogged(string language, string program, string main)
    {
        using var folder = new FolderOfTest();
        folder.Generate(language, Log);
        File.WriteAllText(folder.PathTo(main), language == "python" ? """
            import os, sys, time
            from datetime import datetime
            from decimal import Decimal
            from log_events import Entry
            from telemetry_client import ClientConfig, PromptOpsClient, ValidationError
            os.environ["TZ"] = "America/New_York"
            time.tzset()
            client = PromptOpsClient(ClientConfig(base_url="http://127.0.0.1:1", telemetry={"enabled": True, "buffer_folder": sys.argv[1], "shutdown_timeout": 0.2}))
            client.start()
            assert client.log(Entry(event_id="my-own", count=9007199254740993, price=Decimal("0.0000000010"), extra={"at": "never"}, place="home"))
            assert client.log_usage(model="first", success=True, timestamp=datetime(2026, 11, 20, 10))
            for wrong in ("0199b3a0-1c5e-7000-8000-000000000001\n", "0"):
                try:
                    Entry(count=1, price=1, id=wrong)
                    print("taken", wrong)
                except ValidationError:
                    pass
            assert not client.log(None)
            print(client.counts.dropped)
            """ : """
            import { Entry } from './log-events.mjs';
            import { PromptOpsClient, ValidationError } from './telemetry-client.mjs';
            const client = new PromptOpsClient({ baseUrl: 'http://127.0.0.1:1', enableTelemetry: true, bufferFolder: process.argv[2] });
            client.initialize();
            const usage = { model: 'first', success: true, timestamp: new Date('2026-11-20T10:00:00Z') };
            const taken = [client.log(new Entry({ event_id: 'my-own', count: 9007199254740993n, price: '0.0000000010', extra: { at: 'never' }, place: 'home' })), client.logUsage(usage)];
            usage.model = 'second';
            usage.timestamp.setTime(0);
            for (const wrong of [{ at: '2026-02-30T10:00:00Z' }, { at: '2026-11-20T24:00:00Z' }, { at: 'x' }]) {
              try {
                new Entry({ count: 1, price: 1, ...wrong });
                console.log('taken', wrong);
              } catch (error) {
                if (!(error instanceof ValidationError)) throw error;
              }
            }
            taken.push(client.log(null), client.log(undefined), client.log({}), client.logUsage({ ...usage, timestamp: '2026-02-30T10:00:00Z' }));
            if (taken.join() !== 'true,true,false,false,false,false') throw new Error(taken.join());
            console.log(client.counts.dropped - 3);
            process.exit(0);
            """);
        folder.Run(program, main, folder.PathTo("buffer")).ShouldBe(["1"]);

        var files = Directory.GetFiles(folder.PathTo("buffer"), "*events").ToDictionary(file => Path.GetFileName(file).Split('.')[0], File.ReadAllText);
        files["client-usage"].ShouldContain("\"model\":\"first\"");
        files["client-usage"].ShouldContain("\"timestamp\":\"2026-11-20T10:00:00.000Z\"");
        files["log"].ShouldStartWith("{\"event_id\":\"my-own\",");
        files["log"].ShouldContain("\"count\":9007199254740993,\"price\":0.0000000010,\"extra\":{\"at\":\"never\"}");
        using var line = JsonDocument.Parse(files["log"]);
        DateTimeOffset.UtcNow.ShouldBe(line.RootElement.GetProperty("at").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        var key = File.ReadAllBytes(folder.PathTo("buffer/hash.key"));
        line.RootElement.GetProperty("place").GetString().ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData(key, "home"u8)));
    }

    [TestMethod]
    [DataRow("python", "python3", "main.py")]
    [DataRow("typescript", "node", "main.mjs")]
    public async Task WhatTheHostDoesWhenItIsToldOfRejectedEventsDoesNotStopTheClient(string language, string program, string main)
    {
        using var folder = new FolderOfTest();
        folder.Generate(language, Log);
        File.WriteAllText(folder.PathTo(main), language == "python" ? """
            import faulthandler, sys
            from telemetry_client import ClientConfig, PromptOpsClient
            faulthandler.dump_traceback_later(30, exit=True)
            told = []
            def tell(event) -> None:
                told.append((client.log_usage(model="gpt-5", success=True, input_tokens=7), client.flush_now()))
                raise RuntimeError("the host's own")
            client = PromptOpsClient(ClientConfig(base_url=sys.argv[1], api_key=sys.argv[2], on_rejected=tell, telemetry={"enabled": True}))
            client.start()
            client.log_usage(model="gpt-5", success=True, tokens_used="many")
            client.flush_now()
            client.stop()
            print(told, client.counts.rejected, client.counts.accepted, client.flush_now())
            """ : """
            import { PromptOpsClient } from './telemetry-client.mjs';
            const [, , baseUrl, apiKey] = process.argv;
            const told = [];
            const onRejected = async () => {
              told.push(client.logUsage({ model: 'gpt-5', success: true, timestamp: null, input_tokens: null, price_version: null }));
              throw new Error("the host's own");
            };
            const client = new PromptOpsClient({ baseUrl, apiKey, enableTelemetry: true, onRejected });
            await client.initialize();
            client.logUsage({ model: 'gpt-5', success: true, tokens_used: 'many' });
            await client.flush();
            await client.close();
            console.log(told[0] ? '[(True, False)]' : told, client.counts.rejected, client.counts.accepted, (await client.flush()) ? 'True' : 'False');
            """);
        await using var world = await ServerWorld.StartAsync();
        folder.Run(program, main, world.Address.AbsoluteUri.TrimEnd('/'), world.CreateKey(ServerRole.Writer)).ShouldBe(["[(True, False)] 1 1 False"]);
    }

    [TestMethod]
    [DataRow("python", "python3", "main.py")]
    [DataRow("typescript", "node", "main.mjs")]
    public void TheEndWaitsNoLongerForAServerThatHangsThanItSays(string language, string program, string main)
    {
        using var folder = new FolderOfTest();
        folder.Generate(language, Log);
        File.WriteAllText(folder.PathTo(main), language == "python" ? """
            import sys, time
            from telemetry_client import ClientConfig, PromptOpsClient
            for folder in (None, sys.argv[2]):
                client = PromptOpsClient(ClientConfig(base_url=sys.argv[1], telemetry={"enabled": True, "batch_size": 2, "shutdown_timeout": 0.5, **({"buffer_folder": folder} if folder else {})}))
                client.start()
                for i in range(5):
                    client.log_usage(model="gpt-5", success=True)
                time.sleep(0.5)
                client.log_usage(model="gpt-5", success=True)
                began = time.monotonic()
                client.stop()
                print(time.monotonic() - began < 5, client.counts.dropped)
            """ : """
            import { PromptOpsClient } from './telemetry-client.mjs';
            const [, , baseUrl, folder] = process.argv;
            for (const bufferFolder of [undefined, folder]) {
              const client = new PromptOpsClient({ baseUrl, enableTelemetry: true, batchSize: 2, shutdownTimeout: 0.5, bufferFolder });
              await client.initialize();
              for (let i = 0; i < 5; i++) client.logUsage({ model: 'gpt-5', success: true });
              await new Promise((resolve) => setTimeout(resolve, 500));
              client.logUsage({ model: 'gpt-5', success: true });
              const began = Date.now();
              await client.close();
              console.log(Date.now() - began < 5000 ? 'True' : 'False', client.counts.dropped);
            }
            """);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        folder.Run(program, main, $"http://{silent.LocalEndpoint}", folder.PathTo("buffer")).ShouldBe(["True 6", "True 0"]);
        Directory.GetFiles(folder.PathTo("buffer"), "*events").Sum(file => File.ReadAllLines(file).Length).ShouldBe(6);
    }

    [TestMethod]
    [DataRow("python", "python3", "main.py")]
    [DataRow("typescript", "node", "main.mjs")]
    public async Task ErrorsOfTheDiskLoseNothingAndAKeyThatCannotBeSentSendsNothing(string language, string program, string main)
    {
        using var folder = new FolderOfTest();
        folder.Generate(language, Log);
        File.WriteAllText(folder.PathTo(main), language == "python" ? """
            import shutil, sys, time
            from pathlib import Path
            from telemetry_client import ClientConfig, PromptOpsClient
            for key in ("k\u00e9y", "two\nlines"):
                client = PromptOpsClient(ClientConfig(base_url=sys.argv[1], api_key=key, telemetry={"enabled": True}))
                client.start()
                print(client.log_usage(model="gpt-5", success=True), len(client.warnings))
            client = PromptOpsClient(ClientConfig(base_url=sys.argv[1], api_key=sys.argv[2] + "\n", telemetry={"enabled": True, "buffer_folder": sys.argv[3]}))
            client.start()
            client.log_usage(model="gpt-5", success=True)
            unlink = Path.unlink
            def refuse(*_, **__):
                raise PermissionError
            Path.unlink = refuse
            print(client.flush_now(), client.counts.accepted)
            Path.unlink = unlink
            client.flush_now()
            shutil.rmtree(sys.argv[3])
            client.log_usage(model="gpt-5", success=True)
            time.sleep(0.3)
            client.log_usage(model="gpt-5", success=True)
            client.flush_now()
            client.stop()
            print(client.flush_now(), client.counts.dropped)
            """ : """
            import { rmSync } from 'node:fs';
            import fs from 'node:fs';
            import { PromptOpsClient } from './telemetry-client.mjs';
            const [, , baseUrl, apiKey, bufferFolder] = process.argv;
            const usage = { model: 'gpt-5', success: true };
            const text = (value) => (value ? 'True' : 'False');
            const soon = () => new Promise((resolve) => setTimeout(resolve, 300));
            for (const key of ['k\u00e9y', 'two\nlines']) {
              const client = new PromptOpsClient({ baseUrl, apiKey: key, enableTelemetry: true });
              await client.initialize();
              console.log(text(client.logUsage(usage)), client.warnings.length);
            }
            const client = new PromptOpsClient({ baseUrl, apiKey: `${apiKey}\n`, enableTelemetry: true, bufferFolder });
            await client.initialize();
            client.logUsage(usage);
            fs.rmSync = () => {
              throw new Error('refused');
            };
            console.log(text(await client.flush()), client.counts.accepted);
            fs.rmSync = rmSync;
            client.logUsage(usage);
            await soon();
            rmSync(bufferFolder, { recursive: true });
            client.logUsage(usage);
            await soon();
            client.logUsage(usage);
            await client.flush();
            await client.close();
            console.log(text(await client.flush()), client.counts.dropped);
            """);
        await using var world = await ServerWorld.StartAsync();
        var lines = folder.Run(program, main, world.Address.AbsoluteUri.TrimEnd('/'), world.CreateKey(ServerRole.Writer), folder.PathTo("buffer"));
        lines.ShouldBe(["False 1", "False 1", "True 1", "False 0"]);

        // Node still has in memory what was in the file.
        StoreFigures.Of(world).Events.ShouldBe(language == "python" ? 3 : 4);
    }

    [TestMethod]
    public async Task AForkedPythonProgramSendsItsOwnEventsAndLeavesItsParentsAlone()
    {
        using var folder = new FolderOfTest();
        folder.Generate("python", Log);
        File.WriteAllText(folder.PathTo("main.py"), """
            import faulthandler, os, sys, time
            from telemetry_client import ClientConfig, PromptOpsClient
            faulthandler.dump_traceback_later(30, exit=True)
            for folder in (None, sys.argv[3]):
                client = PromptOpsClient(ClientConfig(base_url=sys.argv[1], api_key=sys.argv[2], telemetry={"enabled": True, **({"buffer_folder": folder} if folder else {})}))
                client.start()
                client.log_usage(model="parent", success=True)
                time.sleep(0.3)
                child = os.fork()
                if child == 0:
                    held = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}")]
                    assert not any(name.endswith(".events") for name in held), held
                    client.log_usage(model="child", success=True)
                    print("child", client.flush_now(), client.counts.accepted, flush=True)
                    client.stop()
                    os._exit(0)
                os.waitpid(child, 0)
                print("parent", client.flush_now(), client.counts.accepted, flush=True)
                client.stop()
            """);
        await using var world = await ServerWorld.StartAsync();
        var lines = folder.Run("python3", "main.py", world.Address.AbsoluteUri.TrimEnd('/'), world.CreateKey(ServerRole.Writer), folder.PathTo("buffer"));
        lines.ShouldBe(["child True 1", "parent True 1", "child True 1", "parent True 1"]);
        StoreFigures.Of(world).Events.ShouldBe(4);
    }

    [TestMethod]
    public async Task FilesOfAKilledNodeProgramAreSentThoughItsIdIsTakenAgain()
    {
        using var folder = new FolderOfTest();
        folder.Generate("typescript", Log);
        File.WriteAllText(folder.PathTo("main.mjs"), """
            import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
            import { newIdentity, PromptOpsClient } from './telemetry-client.mjs';
            const [, , baseUrl, apiKey, bufferFolder] = process.argv;
            mkdirSync(bufferFolder);
            const put = (owner, hours) => {
              const [id, then] = [newIdentity(), Date.now() / 1000 - hours * 3600];
              const file = `${bufferFolder}/client-usage.${id.replaceAll('-', '')}.${owner}.open`;
              writeFileSync(file, `{"event_id":"${id}","timestamp":"${new Date().toISOString()}","model":"gpt-5","success":true}\n`);
              utimesSync(file, then, then);
            };
            put(process.pid, 1);
            put(`${process.pid}-01234567-`, 1);
            put(process.ppid, 2);
            put(process.ppid, 0);
            put(`${process.pid}-01234567-`, -1);
            if (process.platform === 'linux') for (const pid of [process.pid, process.ppid]) put(`${pid}-01234567-012345671`, 0);
            const client = new PromptOpsClient({ baseUrl, apiKey, enableTelemetry: true, bufferFolder });
            await client.initialize();
            console.log(await client.flush(), client.counts.accepted - (process.platform === 'linux' ? 2 : 0), readdirSync(bufferFolder).filter((name) => name.endsWith('.open')).length);
            await client.close();
            """);
        await using var world = await ServerWorld.StartAsync();
        folder.Run("node", "main.mjs", world.Address.AbsoluteUri.TrimEnd('/'), world.CreateKey(ServerRole.Writer), folder.PathTo("buffer")).ShouldBe(["true 3 2"]);
    }

    [TestMethod]
    public void TypesMayHaveTheNamesOfWhatAClientUses()
    {
        string[] names =
        [
            "any", "class_var", "constant", "date", "decimal", "field", "field_values", "literal", "mapping", "none", "object", "payload", "readonly", "record", "sequence", "string", "telemetry_event",
            "telemetry_object", "true", "UUID",
        ];
        var events = string.Join(", ", names.Select(name => $$"""
            "{{name}}": { "fields": { "x": "int32", "m": { "type": "map", "items": "decimal", "nullable": true }, "l": { "type": "list", "items": "json", "optional": true }, "_Field": { "type": "uuid", "nullable": true } } }
            """));
        var schema = $$"""{ "schema": "clash", "version": "1-0-0", "namespace": "Clash", "discriminator": "kind", "fields": { "at": { "type": "timestamp", "role": "time", "optional": true } }, "events": { {{events}} } }""";
        using var folder = new FolderOfTest();
        folder.Generate("python", schema);
        folder.Generate("typescript", schema);
        var lines = folder.Run("python3", "-c", "import clash_events as c\nprint('\\n'.join(sorted(getattr(c, name)(x=1).to_json() for name in c.__all__)))");
        lines.Length.ShouldBe(names.Length);
        lines[0].ShouldBe("""{"kind":"UUID","x":1,"m":null,"_Field":null}""");
        File.WriteAllText(folder.PathTo("main.mjs"), """
            import * as types from './clash-events.mjs';
            const lines = await Promise.all(Object.values(types).map((type) => new type({ x: 1 }).toLine()));
            console.log(lines.sort().join('\n'));
            """);
        folder.Run("node", "main.mjs").ShouldBe(lines);

        var text = File.ReadAllText(folder.PathTo("clash-events.d.mts"));
        text.ShouldContain("export interface Record extends RecordValues {}");
        text.ShouldContain("export interface Field extends $FieldValues {}");
        text.ShouldContain("readonly \"at\"?: globalThis.Date | string | null;");
    }

    [TestMethod]
    public void EveryShippedSchemaMakesSoundAndEqualFilesEachTime()
    {
        using var folder = new FolderOfTest();
        foreach (var schema in ProductSchemas.All)
        {
            folder.Generate("python", schema.SchemaJson);
            folder.Generate("typescript", schema.SchemaJson);
        }

        var files = Directory.GetFiles(folder.Path).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).ToDictionary(file => file, File.ReadAllText);
        files.Count.ShouldBe((ProductSchemas.All.Count * 3) + 3);
        folder.Run("python3", "-m", 0, ["py_compile", .. files.Keys.Where(file => file.EndsWith(".py", StringComparison.Ordinal))]);
        foreach (var file in files.Keys.Where(file => file.EndsWith(".mjs", StringComparison.Ordinal))) folder.Run("node", "--check", 0, file);
        folder.Generate("python", ProductSchemas.Find("build")!.SchemaJson);
        foreach (var (file, text) in files) File.ReadAllText(file).ShouldBe(text);
    }

    /// <summary>A folder with a generated client, gone with the test.</summary>
    private sealed class FolderOfTest : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("telemetry-generated-").FullName;

        public string PathTo(string name) => System.IO.Path.Combine(Path, name);

        public void Generate(string language, string schema)
        {
            File.WriteAllText(PathTo("schema.telemetry.json"), schema);
            Run("dotnet", "exec", 0, System.IO.Path.Combine(AppContext.BaseDirectory, "dotnet-telemetry.dll"), "schema", "generate", PathTo("schema.telemetry.json"), "--language", language, "-o", Path);
        }

        public string[] Run(string program, string main, params string[] arguments) => Run(program, main, 0, arguments);

        public string[] Run(string program, string main, int exitCode, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, [main, .. arguments]) { WorkingDirectory = Path, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
            start.Environment["PYTHONIOENCODING"] = "utf-8";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(exitCode, output + errors.Result);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
